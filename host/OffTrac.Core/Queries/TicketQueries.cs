using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Finds tickets in the database of an environment.</summary>
public sealed class TicketQueries(IEnvironment environment, IDatabase database, ITicketFields fields, IUserTimes times, TimeProvider time) : ITicketQueries
{
    private const int RowsAtOnce = 200;
    private const string Nobody = "anonymous";

    public TicketQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QueryText.Parse(text);
    }

    public async ValueTask<TicketQuery> FromArgumentsAsync(IReadOnlyList<KeyValuePair<string, string>> arguments, CancellationToken cancellation) =>
        QueryArguments.Read(arguments, await fields.GetFieldsAsync(cancellation).ConfigureAwait(false));

    public async ValueTask<PreparedTicketQuery> PrepareAsync(TicketQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return QueryPreparation.Prepare(query, await fields.GetFieldsAsync(cancellation).ConfigureAwait(false), environment.Configuration);
    }

    public async ValueTask<TicketQueryResult> RunAsync(TicketQueryRequest request, CancellationToken cancellation)
    {
        var (rows, total) = await ReadAsync(
            request, static statement => ((Func<bool, string>)statement.RowsSql, (Func<DbDataReader, TicketQueryRow>)statement.Columns.Read), isCounted: true, cancellation).ConfigureAwait(false);
        var hasNext = HasNext(request.Query, rows.Count);
        return new TicketQueryResult
        {
            Query = request.Query,
            Rows = hasNext ? rows.GetRange(0, rows.Count - 1) : rows,
            NextRow = hasNext ? rows[^1] : null,
            Total = total,
        };
    }

    public async ValueTask<IReadOnlyList<int>> ListAsync(TicketQueryRequest request, CancellationToken cancellation) =>
        (await ReadAsync(request, CheckedNumbers, isCounted: false, cancellation).ConfigureAwait(false)).Rows;

    public async ValueTask<int> CountAsync(TicketQueryRequest request, CancellationToken cancellation)
    {
        var statement = await CompileAsync(request, cancellation).ConfigureAwait(false);
        return await AskAsync(
            (statement, request.Query),
            static (session, state, cancellation) => new QueryRun(session, state.statement, state.Query).CountAsync(cancellation),
            cancellation).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<TicketQueryRow> StreamAsync(TicketQueryRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (numbers, _) = await ReadAsync(request, Numbers, isCounted: false, cancellation).ConfigureAwait(false);
        var columns = QueryRowReader.For(request.Query);
        foreach (var part in numbers.Chunk(RowsAtOnce))
        {
            var rows = await AskAsync((columns, part), ReadPartAsync, cancellation).ConfigureAwait(false);
            foreach (var number in part)
            {
                if (rows.TryGetValue(number, out var row))
                    yield return row;
            }
        }
    }

    /// <summary>Where a custom time is read, a stored one that is no number makes the query fail, as in Trac; only then more than numbers is read.</summary>
    private static (Func<bool, string> Sql, Func<DbDataReader, int> Read) CheckedNumbers(QueryStatement statement) =>
        statement.Columns.HasCustomTimes ? (statement.RowsSql, statement.Columns.ReadChecked) : Numbers(statement);

    private static (Func<bool, string> Sql, Func<DbDataReader, int> Read) Numbers(QueryStatement statement) =>
        (statement.NumbersSql, static reader => reader.GetInt32(0));

    /// <summary>Without times nobody's zone has to be looked up.</summary>
    private static bool HasTimes(PreparedTicketQuery query) =>
        query.Clauses.Any(clause => clause.Filters.Any(filter => query.Find(filter.Field)?.Type == TicketFieldType.Time));

    /// <summary>Whether the last of the rows read is only there to tell whether the last group goes on.</summary>
    private static bool HasNext(PreparedTicketQuery query, int count) => query.Max > 0 && query.Group is not null && count == query.Max + 1;

    private static async ValueTask<Dictionary<int, TicketQueryRow>> ReadPartAsync(
        IDatabaseSession session, (QueryRowReader Columns, int[] Numbers) state, CancellationToken cancellation)
    {
        var list = string.Join(',', state.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        var sql = $"SELECT {state.Columns.SelectList} FROM \"ticket\" AS t WHERE t.\"id\" IN ({list})";
        var rows = await QueryRun.ReadAsync(session, sql, new QueryParameters(), state.Columns.Read, cancellation).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id);
    }

    private async ValueTask<(List<T> Rows, int Total)> ReadAsync<T>(
        TicketQueryRequest request,
        Func<QueryStatement, (Func<bool, string> Sql, Func<DbDataReader, T> Read)> what,
        bool isCounted,
        CancellationToken cancellation)
    {
        var statement = await CompileAsync(request, cancellation).ConfigureAwait(false);
        var (sql, read) = what(statement);
        return await AskAsync(
            (statement, request.Query, sql, read, isCounted),
            static (session, state, cancellation) =>
                new QueryRun(session, state.statement, state.Query).PageAsync(state.sql, state.read, state.isCounted, cancellation),
            cancellation).ConfigureAwait(false);
    }

    private async ValueTask<QueryStatement> CompileAsync(TicketQueryRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var zone = request.Zone ?? (await times.GetAsync(HasTimes(request.Query) ? request.User ?? Nobody : Nobody, cancellation).ConfigureAwait(false)).Zone;
        return QueryStatement.Write(request.Query, database, new QueryDates(time.GetUtcNow(), zone), request.User);
    }

    private async ValueTask<TResult> AskAsync<TState, TResult>(
        TState state, Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> ask, CancellationToken cancellation)
    {
        try
        {
            return await database.ReadAsync(state, ask, cancellation).ConfigureAwait(false);
        }
        catch (DbException failure)
        {
            throw new TicketQueryException(
                TicketQueryProblem.Database, $"The database can't answer this query: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }
}
