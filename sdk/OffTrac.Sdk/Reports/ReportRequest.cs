namespace OffTrac.Sdk.Reports;

/// <summary>A report to be run.</summary>
public sealed record ReportRequest
{
    /// <summary>The report.</summary>
    public required Report Report { get; init; }

    /// <summary>Who asks: the value of <c>$USER</c> when <see cref="Variables"/> has none.</summary>
    public required string User { get; init; }

    /// <summary>Values of <c>$NAME</c> in the statement; names in upper case.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Column to sort by first, after <c>__group__</c>; null for the statement's own order.</summary>
    public string? Sort { get; init; }

    /// <summary>Whether <see cref="Sort"/> goes upwards.</summary>
    public bool IsAscending { get; init; }

    /// <summary>Rows a page; 0 for all.</summary>
    public long Limit { get; init; }

    /// <summary>Rows before the page.</summary>
    public long Offset { get; init; }
}
