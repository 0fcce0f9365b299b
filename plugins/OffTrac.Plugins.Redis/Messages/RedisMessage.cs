namespace OffTrac.Plugins.Redis.Messages;

/// <summary>What is sent for one event.</summary>
internal sealed record RedisMessage
{
    /// <summary>Name of the channel, prefix and environment included.</summary>
    public required string Channel { get; init; }

    /// <summary>JSON in ASCII.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Stream that it is added to; null for none.</summary>
    public string? Stream { get; init; }

    /// <summary>Whether it is sent on the channel.</summary>
    public bool Publish { get; init; } = true;

    /// <summary>About how many entries the stream keeps; 0 for all.</summary>
    public long StreamLimit { get; init; }

    /// <summary>Identity of the event, the same when it is sent again; empty when it was not stored.</summary>
    public string EventId { get; init; } = "";

    /// <summary>When the change was made.</summary>
    public DateTimeOffset Time { get; init; }
}
