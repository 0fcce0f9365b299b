namespace OffTrac.Sdk.Tickets;

/// <summary>A part of the product, as field <c>component</c> offers it. Stands for Trac's <c>Component</c> of tickets.</summary>
public sealed record TicketComponent
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who owns its new tickets; empty for nobody.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Wiki text; empty for none.</summary>
    public string Description { get; init; } = "";
}
