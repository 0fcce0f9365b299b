using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tickets;

/// <summary>What the database offers for select fields, each in Trac's order.</summary>
internal sealed record TicketFieldChoices
{
    /// <summary>Key of the row in table <c>cache</c> whose generation says whether they changed.</summary>
    public const string CacheKey = "trac.ticket.api.TicketSystem.fields";

    private static readonly string[] s_enums = ["ticket_type", "priority", "severity", "resolution"];

    /// <summary>Field name to values; fields without values are missing.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; }

    public static async ValueTask<TicketFieldChoices> LoadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        // Read by the key where SQLite has one, so that values of the same place come in the order in which Trac shows them.
        var enums = await session.QueryAsync<(string Type, string? Name, string? Value)>(
            """SELECT "type", "name", "value" FROM "enum" WHERE "type" IN ('ticket_type', 'priority', 'severity', 'resolution')""",
            null,
            cancellation).ConfigureAwait(false);
        foreach (var type in s_enums)
        {
            Add(values, type is "ticket_type" ? "type" : type, enums
                .Where(row => string.Equals(row.Type, type, StringComparison.Ordinal) && row.Name is not null)
                .OrderBy(row => LeadingInteger(row.Value))
                .Select(row => row.Name!));
        }

        var milestones = await session.QueryAsync<(string Name, long? Due, long? Completed)>(
            """SELECT "name", "due", "completed" FROM "milestone" WHERE "name" IS NOT NULL""", null, cancellation).ConfigureAwait(false);
        Add(values, "milestone", milestones
            .OrderBy(row => Given(row.Completed)).ThenBy(row => Given(row.Due)).ThenBy(row => row.Name, NaturalOrder.Instance)
            .Select(row => row.Name));
        Add(values, "component", await session.QueryAsync<string>(
            """SELECT "name" FROM "component" WHERE "name" IS NOT NULL ORDER BY "name" """, null, cancellation).ConfigureAwait(false));
        var versions = await session.QueryAsync<(string Name, long? Time)>(
            """SELECT "name", "time" FROM "version" WHERE "name" IS NOT NULL""", null, cancellation).ConfigureAwait(false);
        Add(values, "version", versions
            .OrderByDescending(row => Given(row.Time)).ThenByDescending(row => row.Name, NaturalOrder.Instance)
            .Select(row => row.Name));
        return new TicketFieldChoices { Values = values };
    }

    private static void Add(Dictionary<string, IReadOnlyList<string>> values, string field, IEnumerable<string> options)
    {
        string[] list = [.. options];
        if (list.Length > 0)
            values[field] = list;
    }

    /// <summary>A time that is not set, as null or 0, sorts after all others.</summary>
    private static long Given(long? time) => time is null or 0 ? long.MaxValue : time.Value;

    /// <summary>As SQL's cast from text: leading digits, else 0.</summary>
    public static long LeadingInteger(string? text)
    {
        var span = text.AsSpan().Trim();
        var length = span.Length > 0 && span[0] is '-' or '+' ? 1 : 0;
        while (length < span.Length && char.IsAsciiDigit(span[length]))
            length++;
        return long.TryParse(span[..length], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
