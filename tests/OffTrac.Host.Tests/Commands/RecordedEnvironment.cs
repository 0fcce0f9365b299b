using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Commands;

/// <summary>A copy of what a Trac stored, with plain SQL beside.</summary>
internal sealed class RecordedEnvironment : IAsyncDisposable
{
    private readonly IAsyncDisposable? _server;
    private readonly IDisposable? _copy;
    private readonly Func<DbConnection> _connect;

    private RecordedEnvironment(string directory, Func<DbConnection> connect, IAsyncDisposable? server, IDisposable? copy) =>
        (Path, _connect, _server, _copy) = (directory, connect, server, copy);

    public string Path { get; }

    /// <param name="fixture">Name of a recorded environment; <c>trac-1.6-postgres</c> has its rows in a PostgreSQL server of its own.</param>
    public static async Task<RecordedEnvironment> CopyAsync(string fixture)
    {
        if (fixture == "trac-1.6-postgres")
        {
            var environment = await PostgreSqlEnvironment.CreateAsync();
            return new RecordedEnvironment(environment.Directory, () => new NpgsqlConnection(environment.ConnectionString), environment, copy: null);
        }

        var copy = FixtureFiles.CopyEnvironment(fixture);
        var database = $"Data Source={copy.Combine("db", "trac.db")};Mode=ReadWrite;Pooling=False";
        return new RecordedEnvironment(copy.Path, () => new SqliteConnection(database), server: null, copy);
    }

    public List<string?[]> Rows(string sql)
    {
        using var connection = _connect();
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        _copy?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
