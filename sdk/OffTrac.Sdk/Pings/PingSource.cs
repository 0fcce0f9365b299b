namespace OffTrac.Sdk.Pings;

/// <summary>Where a ping came from.</summary>
public enum PingSource
{
    /// <summary>The host's own heartbeat.</summary>
    Internal,

    /// <summary>A request to <c>/ping</c>.</summary>
    Http,

    /// <summary>The command <c>offtrac ping</c>.</summary>
    Command,
}
