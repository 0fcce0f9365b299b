namespace OffTrac.Sdk.Pings;

/// <summary>The passing of time, brought to the observers of one environment.</summary>
public sealed record Ping
{
    /// <summary>Name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>When, by the database's clock, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Where it came from.</summary>
    public PingSource Source { get; init; }

    /// <summary>What the caller said of itself, up to 64 characters; null for nothing.</summary>
    public string? SourceText { get; init; }

    /// <summary>Login of the caller; null when a token or an address was enough.</summary>
    public string? User { get; init; }

    /// <summary>Grows by one per ping and node.</summary>
    public long Number { get; init; }

    /// <summary>Only these jobs should be considered, if they are due; empty for all.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];
}
