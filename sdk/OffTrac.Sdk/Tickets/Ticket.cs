using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket as stored. Stands for Trac's <c>Ticket</c>, as a record.</summary>
public sealed record Ticket
{
    /// <summary>Its number, from 1.</summary>
    public required int Id { get; init; }

    /// <summary>When it was made, UTC, whole microseconds; 1970-01-01 when the database has none.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last, UTC, whole microseconds; also what an edit must be based on.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>
    /// All fields but <c>time</c> and <c>changetime</c>: Trac's in Trac's order, then custom ones in theirs. A custom field of
    /// which the ticket has no row has its default, and is absent without one.
    /// </summary>
    public FieldValues Values { get; init; } = FieldValues.Empty;

    /// <summary>Field <c>summary</c>, empty when null.</summary>
    public string Summary => Values["summary"] ?? "";

    /// <summary>Field <c>reporter</c>, empty when null.</summary>
    public string Reporter => Values["reporter"] ?? "";

    /// <summary>Field <c>owner</c>, empty when null.</summary>
    public string Owner => Values["owner"] ?? "";

    /// <summary>Field <c>status</c>, empty when null.</summary>
    public string Status => Values["status"] ?? "";

    /// <summary>Field <c>description</c>, empty when null.</summary>
    public string Description => Values["description"] ?? "";

    /// <summary>The ticket as a resource.</summary>
    public Resource Resource => Resource.Ticket(Id);
}
