using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Notifications;

/// <summary>Orders tickets by priority, as mails about several name them.</summary>
public sealed class TicketPriorities(IDatabase database)
{
    /// <summary>Numbers by priority, those without one last, then by number; tickets that don't exist left out.</summary>
    public async ValueTask<IReadOnlyList<int>> SortAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var numbers = ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        if (numbers.Length == 0)
            return [];
        var isPostgreSql = database.Engine == DatabaseEngine.PostgreSql;
        var listed = isPostgreSql ? "= ANY(@ids)" : "IN (SELECT value FROM json_each(@ids))";
        object parameter = isPostgreSql ? numbers : $"[{string.Join(',', ids)}]";
        var sql = $"""
            SELECT t."id" FROM "ticket" AS t LEFT JOIN "enum" AS p ON p."type" = 'priority' AND p."name" = t."priority"
            WHERE t."id" {listed} ORDER BY COALESCE(p."value", '') = '', CAST(NULLIF(p."value", '') AS integer), t."id"
            """;
        return await database.ReadAsync(
            (sql, parameter),
            static (session, state, cancellation) => session.QueryAsync<int>(state.sql, new { ids = state.parameter }, cancellation),
            cancellation).ConfigureAwait(false);
    }
}
