namespace OffTrac.Plugins.Ping;

/// <summary>Whether a call was let in.</summary>
internal enum PingVerdict
{
    Accepted,

    /// <summary>Token missing or wrong.</summary>
    Unauthorized,

    /// <summary>The peer's address or the user is not allowed.</summary>
    Forbidden,

    /// <summary>Too many wrong tokens from this peer.</summary>
    TooMany,

    /// <summary>Environment not open, database away, host stopping.</summary>
    Unavailable,
}
