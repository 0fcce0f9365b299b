using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Reliability;

public sealed class KillTests
{
    [Fact]
    public async Task HostKilledUnderWriteLoad_OnSqlite_LosesNothingAcknowledged()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        await KillAndCheckAsync(copy.Path, () => new SqliteConnection($"Data Source={Path.Combine(copy.Path, "db", "trac.db")};Mode=ReadOnly;Pooling=False"));
    }

    [SkippableFact]
    public async Task HostKilledUnderWriteLoad_OnPostgreSql_LosesNothingAcknowledged()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var environment = await PostgreSqlEnvironment.CreateAsync();
        await KillAndCheckAsync(environment.Directory, () => new NpgsqlConnection(environment.ConnectionString));
    }

    private static async Task KillAndCheckAsync(string environment, Func<DbConnection> connect)
    {
        var notes = Path.Combine(environment, "log", "notes.txt");
        PluginFixture.Install("WriteLoad", environment);
        await File.WriteAllTextAsync(Path.Combine(environment, "conf", "offtrac.ini"), $"[writeload]\nfile = {notes}\n");
        var load = new WriteLoad();
        for (var kill = 0; kill < Counts.Of(few: 3, full: 50); kill++)
        {
            await using var host = await HostProcess.ServeAsync(environment);
            await load.PrepareAsync(host);
            var writing = load.RunAsync(host);
            await Task.Delay(Random.Shared.Next(200, 1500));
            await host.KillAsync();
            await writing;
        }

        await using var last = await HostProcess.ServeAsync(environment);
        await using var connection = connect();
        await connection.OpenAsync();
        var written = await ReadChangesAsync(connection, load.TicketIds);
        var noted = await Eventually.GetAsync(
            () => ReadNotesAsync(notes), told => written.All(change => told.Contains(change)), "Every change told to the durable listener");

        Assert.NotEmpty(load.Acknowledged);
        var texts = written.ToDictionary(change => change.Text, change => change.Ticket, StringComparer.Ordinal);
        Assert.All(load.Acknowledged, acknowledged => Assert.Equal(acknowledged.Value, texts[acknowledged.Key]));
        foreach (var ticket in load.TicketIds)
        {
            // Told again is allowed; told out of order is not.
            var firsts = noted.Where(change => change.Ticket == ticket && change.Number > 0).Select(change => change.Number).Distinct().ToList();
            Assert.Equal(firsts.Order(), firsts);
        }

        Assert.Equal(0, await last.StopAsync());
    }

    /// <summary>Fails when a change has its comment without its field, or the other way round.</summary>
    private static async Task<List<Change>> ReadChangesAsync(DbConnection connection, IReadOnlyList<int> tickets)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT c.ticket, c.oldvalue, c.newvalue, k.newvalue FROM ticket_change c
            FULL OUTER JOIN ticket_change k ON k.ticket = c.ticket AND k.time = c.time AND k.field = 'keywords'
            WHERE c.field = 'comment' AND c.ticket IN ({string.Join(',', tickets)}) ORDER BY c.ticket, c.time
            """;
        var changes = new List<Change>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var text = reader.GetString(2);
            Assert.Equal(text, reader.GetString(3));
            changes.Add(new Change(reader.GetInt32(0), int.Parse(reader.GetString(1), CultureInfo.InvariantCulture), text));
        }

        return changes;
    }

    private static async Task<List<Change>> ReadNotesAsync(string file)
    {
        if (!File.Exists(file))
            return [];
        return
        [
            .. (await File.ReadAllLinesAsync(file)).Select(line => line.Split(' ', 4)).Where(parts => parts.Length == 4)
                .Select(parts => new Change(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[3])),
        ];
    }

    private sealed record Change(int Ticket, int Number, string Text);
}
