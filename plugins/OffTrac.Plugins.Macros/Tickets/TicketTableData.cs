using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>What is looked up once for a table.</summary>
internal sealed record TicketTableData
{
    public required IReadOnlyList<TicketField> Columns { get; init; }

    /// <summary>Fields that get a row of their own below each ticket.</summary>
    public required IReadOnlyList<TicketField> Rows { get; init; }

    /// <summary>Tickets that the reader may see.</summary>
    public required IReadOnlySet<int> Visible { get; init; }

    /// <summary>Place of each priority in the order.</summary>
    public required IReadOnlyDictionary<string, string> Priorities { get; init; }

    public required IReadOnlyDictionary<string, WikiLink> Milestones { get; init; }

    /// <summary>How the reader wants times.</summary>
    public required UserTime Times { get; init; }

    public required WikiContext Context { get; init; }
}
