namespace OffTrac.Sdk.Tickets;

/// <summary>Kinds of inputs beside the label of an action.</summary>
public enum TicketActionInputKind
{
    /// <summary>Words only.</summary>
    Note,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>One of several values.</summary>
    Select,

    /// <summary>The only possible value, shown and sent along.</summary>
    Fixed,
}
