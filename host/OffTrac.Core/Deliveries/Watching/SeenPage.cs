namespace OffTrac.Core.Deliveries.Watching;

/// <summary>A page as it was seen.</summary>
internal sealed record SeenPage
{
    public required string Name { get; init; }

    /// <summary>The latest version.</summary>
    public long Version { get; init; }

    public long Versions { get; init; }

    /// <summary>When the latest version was stored.</summary>
    public long Time { get; init; }
}
