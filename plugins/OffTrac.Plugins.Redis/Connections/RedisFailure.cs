namespace OffTrac.Plugins.Redis.Connections;

/// <summary>What an error says of what to do.</summary>
internal enum RedisFailure
{
    /// <summary>Redis is away or can't take anything now; it passes.</summary>
    Outage,

    /// <summary>A person must change something: a password, a permission, an address.</summary>
    Configuration,

    /// <summary>This message is refused; others may go.</summary>
    Message,
}
