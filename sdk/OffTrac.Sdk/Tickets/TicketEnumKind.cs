namespace OffTrac.Sdk.Tickets;

/// <summary>A field whose values are a list in an order of its own.</summary>
public enum TicketEnumKind
{
    /// <summary>Field <c>type</c>; Trac calls the list <c>ticket_type</c>.</summary>
    TicketType,

    /// <summary>Field <c>priority</c>.</summary>
    Priority,

    /// <summary>Field <c>severity</c>.</summary>
    Severity,

    /// <summary>Field <c>resolution</c>.</summary>
    Resolution,
}
