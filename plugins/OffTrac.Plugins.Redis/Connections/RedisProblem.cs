namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Why nothing can be sent.</summary>
internal sealed record RedisProblem
{
    public required RedisFailure Failure { get; init; }

    /// <summary>One line without secrets.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when nothing could be sent, whatever the reasons were.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether there is a connection and Redis refuses what is sent over it: only a success shows that this is over.</summary>
    public bool IsRefusal { get; init; }
}
