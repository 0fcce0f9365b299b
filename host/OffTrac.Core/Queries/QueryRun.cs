using System.Data.Common;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Queries;

/// <summary>Runs a query's statements on a session.</summary>
internal sealed class QueryRun(IDatabaseSession session, QueryStatement statement, PreparedTicketQuery query)
{
    /// <summary>
    /// The rows of the page and the number of all. Of grouped queries with further pages one more row than the page has, as Trac reads it; all
    /// rows, whatever the page, when they fit on one.
    /// </summary>
    /// <param name="sql">The statement; with a limit or without.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="isCounted">Whether anybody wants to know the number of all; without, it may be that of the rows.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TicketQueryException">The page is beyond the last.</exception>
    public async ValueTask<(List<T> Rows, int Total)> PageAsync<T>(
        Func<bool, string> sql, Func<DbDataReader, T> read, bool isCounted, CancellationToken cancellation)
    {
        if (query.Max is 0 or >= int.MaxValue)
            return await AllAsync(sql, read, cancellation).ConfigureAwait(false);
        if (query.Page == 1)
        {
            // One more than fits tells whether there is anything to count.
            var first = await ReadAsync(sql(true), read, 0, cancellation).ConfigureAwait(false);
            if (first.Count <= query.Max)
                return (first, first.Count);
            if (query.Group is null)
                first.RemoveAt(first.Count - 1);
            return (first, isCounted ? await CountAsync(cancellation).ConfigureAwait(false) : first.Count);
        }

        var total = await CountAsync(cancellation).ConfigureAwait(false);
        if (total <= query.Max)
            return await AllAsync(sql, read, cancellation).ConfigureAwait(false);
        if (query.Page > (total + query.Max - 1) / query.Max)
            throw new TicketQueryException(TicketQueryProblem.Paging, $"Page {query.Page} is beyond the number of pages in the query");
        var rows = await ReadAsync(sql(true), read, (query.Page - 1) * query.Max, cancellation).ConfigureAwait(false);
        if (query.Group is null && rows.Count > query.Max)
            rows.RemoveAt(rows.Count - 1);
        return (rows, total);
    }

    public async ValueTask<int> CountAsync(CancellationToken cancellation) =>
        (await ReadAsync(session, statement.CountSql, statement.Parameters, static reader => reader.GetInt32(0), cancellation).ConfigureAwait(false))[0];

    public static async ValueTask<List<T>> ReadAsync<T>(
        IDatabaseSession session, string sql, QueryParameters parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            Prepare(command, session, sql, parameters);
            return await ReadAsync(command, read, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<(List<T> Rows, int Total)> AllAsync<T>(
        Func<bool, string> sql, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        var rows = await ReadAsync(session, sql(false), statement.Parameters, read, cancellation).ConfigureAwait(false);
        return (rows, rows.Count);
    }

    private async ValueTask<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, long offset, CancellationToken cancellation)
    {
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            Prepare(command, session, sql, statement.Parameters);
            QueryParameters.Fill(command, "@limit", query.Max + 1);
            QueryParameters.Fill(command, "@offset", offset);
            return await ReadAsync(command, read, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<List<T>> ReadAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                rows.Add(read(reader));
            return rows;
        }
    }

    // Written by this assembly; values come as parameters.
#pragma warning disable CA2100
    private static void Prepare(DbCommand command, IDatabaseSession session, string sql, QueryParameters parameters)
    {
        command.CommandText = sql;
        command.Transaction = session.Transaction;
        parameters.Fill(command);
    }
#pragma warning restore CA2100
}
