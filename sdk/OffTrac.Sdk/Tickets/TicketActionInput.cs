namespace OffTrac.Sdk.Tickets;

/// <summary>One input beside the label of an action, such as <c>to [owner]</c>.</summary>
public sealed record TicketActionInput
{
    /// <summary>What kind of input it is.</summary>
    public TicketActionInputKind Kind { get; init; }

    /// <summary>Word before it: <c>to</c>, <c>as</c>; for a note the whole text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Name of the action's argument that it gives; empty for a note.</summary>
    public string Argument { get; init; } = "";

    /// <summary>The value chosen so far; of a fixed input its only value. Null for none.</summary>
    public string? Value { get; init; }

    /// <summary>Values to choose from, an empty one for none; no values unless it is a selection.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Field whose values it takes, such as <c>owner</c>, so that a page can show people's names; null for a note.</summary>
    public string? Field { get; init; }
}
