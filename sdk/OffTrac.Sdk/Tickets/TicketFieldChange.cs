namespace OffTrac.Sdk.Tickets;

/// <summary>A field's value before and after a change.</summary>
public sealed record TicketFieldChange
{
    /// <summary>Name of the field.</summary>
    public required string Field { get; init; }

    /// <summary>The value before; empty for none.</summary>
    public string OldValue { get; init; } = "";

    /// <summary>The value after; empty for none.</summary>
    public string NewValue { get; init; } = "";
}
