namespace OffTrac.Sdk.Tickets;

/// <summary>How a batch changes a field that holds a list of words.</summary>
public enum TicketListMode
{
    /// <summary>Other words in place of those that are there: Trac's <c>=</c>.</summary>
    Set,

    /// <summary>More words: <c>+</c>.</summary>
    Add,

    /// <summary>Fewer words: <c>-</c>.</summary>
    Remove,

    /// <summary>Some more, then some fewer: <c>+-</c>.</summary>
    AddAndRemove,
}
