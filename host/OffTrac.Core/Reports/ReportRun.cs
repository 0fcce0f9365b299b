using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>Runs a report's statements on a session that can't write.</summary>
internal sealed class ReportRun(ReportRequest request, ReportSql sql, ReportParameters parameters)
{
    // What a report may bring into memory; a larger one is stopped.
    private const long MostCharacters = 64 * 1024 * 1024;

    /// <summary>The statement that was sent last.</summary>
    public string? Statement { get; private set; }

    public async ValueTask<ReportResult> ReadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (session.Connection is NpgsqlConnection)
            await session.ExecuteAsync("SET TRANSACTION READ ONLY; " + PostgreSqlCell.Settings, null, cancellation).ConfigureAwait(false);
        using var guard = session.Connection is SqliteConnection sqlite ? new SqliteReadGuard(sqlite) : null;
        return request.Limit == 0
            ? await AllAsync(session, cancellation).ConfigureAwait(false)
            : await PageAsync(session, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<ReportResult> AllAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var (columns, rows) = await ReadAsync(session, sql.All, cancellation).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(request.Sort) && columns.IndexOf(request.Sort) is var column and >= 0)
            rows = await ReportSort.SortAsync(rows, column, request, session, cancellation).ConfigureAwait(false);
        return new ReportResult { Columns = columns, Rows = rows, Total = rows.Count };
    }

    private async ValueTask<ReportResult> PageAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var counted = await ReadAsync(session, sql.Count, cancellation).ConfigureAwait(false);
        var total = Convert.ToInt64(counted.Rows[0][0], System.Globalization.CultureInfo.InvariantCulture);
        var (names, _) = await ReadAsync(session, sql.Columns, cancellation).ConfigureAwait(false);
        var (columns, rows) = await ReadAsync(session, sql.Page(request, names, total), cancellation).ConfigureAwait(false);
        return new ReportResult { Columns = columns, Rows = rows, Total = total, IsPaged = total > request.Limit };
    }

    // The statement is the report's own, as in Trac; that it can only read is the session's matter.
#pragma warning disable CA2100
    private async ValueTask<(List<string> Columns, List<IReadOnlyList<object?>> Rows)> ReadAsync(
        IDatabaseSession session, string statement, CancellationToken cancellation)
    {
        Statement = statement;
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement;
            command.Transaction = session.Transaction;
            parameters.Fill(command);
            if (command is NpgsqlCommand postgreSql)
                postgreSql.AllResultTypesAreUnknown = true;
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await ReadAsync(reader, cancellation).ConfigureAwait(false);
            }
        }
    }
#pragma warning restore CA2100

    private static async ValueTask<(List<string> Columns, List<IReadOnlyList<object?>> Rows)> ReadAsync(
        DbDataReader reader, CancellationToken cancellation)
    {
        var columns = new List<string>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
            columns.Add(ReportParameters.ColumnName(reader.GetName(i)));
        var rows = new List<IReadOnlyList<object?>>();
        var size = 0L;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = ReportCell.Read(reader, i);
                size += row[i] switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 8 };
            }

            if (size > MostCharacters)
                throw new ReportException("The report gives more than 64 million characters; narrow it, or give it a LIMIT.");
            rows.Add(row);
        }

        return (columns, rows);
    }
}
