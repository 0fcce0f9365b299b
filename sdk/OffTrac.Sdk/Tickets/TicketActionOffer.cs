namespace OffTrac.Sdk.Tickets;

/// <summary>An action that can be taken, with what pages show of it.</summary>
public sealed record TicketActionOffer
{
    /// <summary>Name, such as <c>resolve</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One control of each controller that offers the action, in the order of <c>[ticket] workflow</c>.</summary>
    public required IReadOnlyList<TicketActionControl> Controls { get; init; }
}
