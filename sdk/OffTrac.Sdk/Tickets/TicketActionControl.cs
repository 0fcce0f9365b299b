namespace OffTrac.Sdk.Tickets;

/// <summary>How a page shows an action.</summary>
public sealed record TicketActionControl
{
    /// <summary>Label of the action.</summary>
    public required string Label { get; init; }

    /// <summary>Words and inputs beside the label, in order; empty for none.</summary>
    public IReadOnlyList<TicketActionInput> Inputs { get; init; } = [];

    /// <summary>What the action will do, as sentences without a full stop; empty for none.</summary>
    public IReadOnlyList<TicketActionHint> Hints { get; init; } = [];
}
