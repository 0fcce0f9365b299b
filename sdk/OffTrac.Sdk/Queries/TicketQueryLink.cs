namespace OffTrac.Sdk.Queries;

/// <summary>In what a link differs from the query that it comes from; null for no difference.</summary>
public sealed record TicketQueryLink
{
    /// <summary>Another order.</summary>
    public string? Order { get; init; }

    /// <summary>The other direction.</summary>
    public bool? IsDescending { get; init; }

    /// <summary>Another page.</summary>
    public long? Page { get; init; }

    /// <summary>Another number of tickets a page.</summary>
    public long? Max { get; init; }

    /// <summary>An export.</summary>
    public string? Format { get; init; }

    /// <summary>Another report.</summary>
    public string? Report { get; init; }
}
