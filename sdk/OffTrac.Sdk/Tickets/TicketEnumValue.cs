namespace OffTrac.Sdk.Tickets;

/// <summary>One value of a list. Stands for Trac's <c>Type</c>, <c>Priority</c>, <c>Severity</c> and <c>Resolution</c>.</summary>
public sealed record TicketEnumValue
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in the order, from 1.</summary>
    public int Value { get; init; }

    /// <summary>
    /// Its place as the database has it: text, which programs may have written as they liked. When storing, null for <see cref="Value"/>, and
    /// empty for the end of the order.
    /// </summary>
    public string? StoredValue { get; init; }

    /// <summary>What it means; empty for nothing, and always in databases older than Trac 1.4.</summary>
    public string Description { get; init; } = "";
}
