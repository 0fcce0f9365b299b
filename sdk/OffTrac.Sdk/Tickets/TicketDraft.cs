namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket about to be stored.</summary>
public sealed record TicketDraft
{
    /// <summary>The ticket's number; null for a new one.</summary>
    public int? Id { get; init; }

    /// <summary>The ticket as stored now; null for a new one.</summary>
    public Ticket? Stored { get; init; }

    /// <summary>All values as they would be.</summary>
    public required FieldValues Values { get; init; }

    /// <summary>Comment in wiki text; null or blank for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }
}
