using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>A page with its highest version and its latest time, which need not be of that version.</summary>
internal sealed record RecentChange(string Page, int Version, DateTimeOffset Time)
{
    /// <summary>Pages whose names begin so, the latest first.</summary>
    public static ValueTask<IReadOnlyList<RecentChange>> FindAsync(
        IDatabase database, string prefix, int? limit, CancellationToken cancellation) =>
        database.ReadAsync(
            (prefix, limit), static (session, search, token) => ReadAsync(session, search.prefix, search.limit, token), cancellation);

    private static async ValueTask<IReadOnlyList<RecentChange>> ReadAsync(
        IDatabaseSession session, string prefix, int? limit, CancellationToken cancellation)
    {
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = session.Transaction;
            command.CommandText =
                $"""
                SELECT name, max(version), max(time) AS latest FROM wiki
                {(prefix.Length > 0 ? "WHERE substr(name, 1, @length) = @prefix" : "")}
                GROUP BY name ORDER BY latest DESC, name
                {(limit is null ? "" : "LIMIT @limit")}
                """;
            Add("@prefix", prefix);
            Add("@length", prefix.EnumerateRunes().Count());
            Add("@limit", limit ?? 0);
            List<RecentChange> changes = [];
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    var time = await reader.IsDBNullAsync(2, cancellation).ConfigureAwait(false) ? 0 : reader.GetInt64(2);
                    changes.Add(new RecentChange(reader.GetString(0), reader.GetInt32(1), TracTime.FromMicroseconds(time)));
                }
            }

            return changes;

            void Add(string name, object value)
            {
                if (!command.CommandText.Contains(name, StringComparison.Ordinal))
                    return;
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }
    }
}
