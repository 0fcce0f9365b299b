namespace OffTrac.Sdk.Reports;

/// <summary>A report: SQL, or a saved query. Trac's table <c>report</c>.</summary>
public sealed record Report
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>Title; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>Who made it; Trac stores nobody.</summary>
    public string? Author { get; init; }

    /// <summary>A statement that reads, or <c>query:…</c>, or <c>?…</c>; see <see cref="IReports.FindSavedQueryAsync"/>.</summary>
    public required string Query { get; init; }

    /// <summary>Wiki text; null for none.</summary>
    public string? Description { get; init; }
}
