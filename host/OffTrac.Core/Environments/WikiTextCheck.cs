using System.Data.Common;
using System.Globalization;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Finds the macros and processors in all wiki text of an environment that nothing known renders.</summary>
internal static class WikiTextCheck
{
    private const int PlacesShown = 3;

    // The newest version of each page, and every other text that is rendered as wiki text.
    private const string Texts =
        """
        SELECT 'wiki:' || w.name, w.text FROM wiki w
        WHERE w.version = (SELECT max(v.version) FROM wiki v WHERE v.name = w.name)
        UNION ALL SELECT 'ticket:' || CAST(id AS text), description FROM ticket
        UNION ALL SELECT 'ticket:' || CAST(ticket AS text), newvalue FROM ticket_change WHERE field = 'comment'
        UNION ALL SELECT 'milestone:' || name, description FROM milestone
        UNION ALL SELECT 'component:' || name, description FROM component
        UNION ALL SELECT 'version:' || name, description FROM version
        UNION ALL SELECT 'report:' || CAST(id AS text), description FROM report
        """;

    public static async ValueTask<IReadOnlyList<CheckFinding>> RunAsync(
        IDatabaseSession session, KnownNames known, CancellationToken cancellation)
    {
        var macros = new SortedDictionary<string, Places>(StringComparer.Ordinal);
        var processors = new SortedDictionary<string, Places>(StringComparer.Ordinal);
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = session.Transaction;
            command.CommandText = Texts;
            var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    if (!await rows.IsDBNullAsync(1, cancellation).ConfigureAwait(false))
                    {
                        Collect(rows, macros, processors, known);
                    }
                }
            }
        }

        return
        [
            .. macros.Select(found => new CheckFinding(
                CheckKind.Macro, found.Key, found.Value.ToString(), "Shown as an error box instead of what it would insert.")),
            .. processors.Select(found => new CheckFinding(
                CheckKind.Processor, found.Key, found.Value.ToString(), "Its block is shown as plain text.")),
        ];
    }

    private static void Collect(
        DbDataReader row, SortedDictionary<string, Places> macros, SortedDictionary<string, Places> processors, KnownNames known)
    {
        var place = row.GetString(0);
        WikiTextNames.Collect(
            row.GetString(1),
            name =>
            {
                if (!known.Macros.Contains(name) && !string.Equals(name, "br", StringComparison.OrdinalIgnoreCase))
                {
                    Add(macros, name, place);
                }
            },
            name =>
            {
                if (!known.Processors.Contains(name) && !known.Macros.Contains(name))
                {
                    Add(processors, name, place);
                }
            });
    }

    private static void Add(SortedDictionary<string, Places> found, string name, string place)
    {
        if (!found.TryGetValue(name, out var places))
        {
            found[name] = places = new Places();
        }

        places.Add(place);
    }

    private sealed class Places
    {
        private readonly HashSet<string> _all = new(StringComparer.Ordinal);

        public void Add(string place) => _all.Add(place);

        public override string ToString() => string.Join(", ", _all.Take(PlacesShown))
            + (_all.Count > PlacesShown ? string.Create(CultureInfo.InvariantCulture, $" and {_all.Count - PlacesShown} more") : "");
    }
}
