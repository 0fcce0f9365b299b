namespace OffTrac.Host.Plugins;

/// <summary>What a plugin threw where nobody catches. Text and numbers only.</summary>
internal sealed record StrayException
{
    public required string Plugin { get; init; }

    public required string Version { get; init; }

    /// <summary>How many there were since the host started.</summary>
    public required long Count { get; init; }

    /// <summary>The last one with its stack.</summary>
    public required string Last { get; init; }

    /// <summary>When the last one was thrown, UTC.</summary>
    public required DateTimeOffset Time { get; init; }
}
