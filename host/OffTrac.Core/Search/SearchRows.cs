using System.Data.Common;
using Dapper;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Search;

/// <summary>Reads what matches row by row, so that of a long text only its excerpt stays in memory.</summary>
internal static class SearchRows
{
    public static async ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        this IDatabaseSession session, string sql, DynamicParameters parameters, Func<DbDataReader, T> map, CancellationToken cancellation)
    {
        using var reader = await session.Connection.ExecuteReaderAsync(
            new CommandDefinition(sql, parameters, session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            rows.Add(map((DbDataReader)reader));
        return rows;
    }

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A missing time, or one outside the calendar, reads as the beginning of time.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) =>
        !row.IsDBNull(column) && row.GetInt64(column) is var microseconds && TracTime.IsInRange(microseconds)
            ? TracTime.FromMicroseconds(microseconds)
            : DateTimeOffset.UnixEpoch;
}
