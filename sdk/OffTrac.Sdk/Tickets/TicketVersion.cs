namespace OffTrac.Sdk.Tickets;

/// <summary>A version of the product, as field <c>version</c> offers it. Stands for Trac's <c>Version</c>.</summary>
public sealed record TicketVersion
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it is or was released, UTC, whole microseconds; null for no date.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Wiki text; empty for none.</summary>
    public string Description { get; init; } = "";
}
