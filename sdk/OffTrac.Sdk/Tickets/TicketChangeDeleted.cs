namespace OffTrac.Sdk.Tickets;

/// <summary>One change of a ticket was deleted.</summary>
public sealed record TicketChangeDeleted : TicketEvent
{
    /// <summary>Time of the deleted change.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>Fields that the change had set, with their values before it.</summary>
    public FieldValues OldValues { get; init; } = FieldValues.Empty;

    /// <summary>Fields that the change had set, with the values it gave them.</summary>
    public FieldValues NewValues { get; init; } = FieldValues.Empty;
}
