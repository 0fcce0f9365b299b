namespace OffTrac.Sdk.Tickets;

/// <summary>A workflow action that can be taken.</summary>
public sealed record TicketAction
{
    /// <summary>Name, such as <c>resolve</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Weight: the action with the highest comes first and is taken when nobody chooses; of equal ones the last by name.</summary>
    public int Weight { get; init; }
}
