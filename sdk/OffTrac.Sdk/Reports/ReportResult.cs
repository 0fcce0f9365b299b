namespace OffTrac.Sdk.Reports;

/// <summary>What a report found.</summary>
public sealed record ReportResult
{
    /// <summary>Names of the columns as the statement gives them.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows: each cell null, <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="bool"/>, text or bytes.</summary>
    public required IReadOnlyList<IReadOnlyList<object?>> Rows { get; init; }

    /// <summary>Number of all rows when there was a limit; otherwise of those given.</summary>
    public required long Total { get; init; }

    /// <summary>Whether there are rows beyond <see cref="Rows"/>, on other pages.</summary>
    public bool IsPaged { get; init; }

    /// <summary>The variables that the statement uses, with their values.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Variables that the statement uses and nobody gave; they were empty.</summary>
    public IReadOnlyList<string> MissingVariables { get; init; } = [];

    /// <summary>Title with the variables filled in.</summary>
    public string Title { get; init; } = "";

    /// <summary>Description with the variables filled in.</summary>
    public string Description { get; init; } = "";
}
