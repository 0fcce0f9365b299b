namespace OffTrac.Sdk.Reports;

/// <summary>What to store as a report.</summary>
public sealed record NewReport
{
    /// <summary>Title; empty is stored as none.</summary>
    public string? Title { get; init; }

    /// <summary>A statement that reads, or a saved query.</summary>
    public required string Query { get; init; }

    /// <summary>Wiki text; empty is stored as none.</summary>
    public string? Description { get; init; }
}
