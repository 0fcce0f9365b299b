namespace OffTrac.Sdk.Tickets;

/// <summary>What a workflow action is asked for: a ticket, what the person wants of it, and who it is.</summary>
public sealed record TicketActionContext
{
    /// <summary>The ticket as stored; null for a new one.</summary>
    public Ticket? Stored { get; init; }

    /// <summary>All values with those that the person's form sets, before the action.</summary>
    public required FieldValues Values { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }

    /// <summary>Who is written down as author; also who becomes owner by "to myself".</summary>
    public required string Author { get; init; }

    /// <summary>Arguments of actions, such as <c>action_resolve_resolve_resolution</c>; empty when nobody chose yet.</summary>
    public FieldValues Arguments { get; init; } = FieldValues.Empty;
}
