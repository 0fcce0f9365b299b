namespace OffTrac.Sdk.Queries;

/// <summary>A query to be run.</summary>
public sealed record TicketQueryRequest
{
    /// <summary>What to find.</summary>
    public required PreparedTicketQuery Query { get; init; }

    /// <summary>Whom <c>$USER</c> means; null leaves it as it stands.</summary>
    public string? User { get; init; }

    /// <summary>Zone of dates that name none; null for the one that the user prefers, else <c>[trac] default_timezone</c>.</summary>
    public TimeZoneInfo? Zone { get; init; }
}
