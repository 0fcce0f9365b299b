using System.Data.Common;
using Microsoft.Data.Sqlite;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;
using static OffTrac.Plugins.Maintenance.Tests.MaintainedEnvironment;

namespace OffTrac.Plugins.Maintenance.Tests;

public sealed class SqliteTests : MaintenanceTests
{
    protected override Task<TestEnvironment> StartAsync(TestEnvironmentOptions options) => TestEnvironment.StartAsync(options);

    [Fact]
    public async Task SqliteMaintenance_RenewsStatistics_AndEmptiesTheLog()
    {
        await using var environment = await StartAsync(Options);
        using var other = Connect(environment);
        await using (var command = Command(other, "PRAGMA journal_mode = WAL; UPDATE wiki SET comment = 'x'"))
            await command.ExecuteNonQueryAsync();

        var result = await environment.RunTaskAsync(new TestTaskRun("sqlite-maintenance"));

        Assert.Matches("^statistics of [0-9]+ tables renewed; write-ahead log of [0-9]+ KiB emptied$", result.Summary);
        Assert.True(result.Changed);
        Assert.Equal(0, new FileInfo(other.DataSource + "-wal").Length);
        // The host's own first rows may come in between.
        var again = await environment.RunTaskAsync(new TestTaskRun("sqlite-maintenance"));
        for (var more = 0; again.Changed && more < 10; more++)
            again = await environment.RunTaskAsync(new TestTaskRun("sqlite-maintenance"));
        Assert.Equal(("statistics are up to date; the write-ahead log is empty", false), (again.Summary, again.Changed));
    }

    [Fact]
    public async Task SqliteMaintenance_RunsByItself()
    {
        await using var environment = await StartAsync(Options);
        Assert.True((await JobsAsync(environment)).Single(job => job.Name == "sqlite-maintenance").Enabled);
    }

    /// <summary>A program that waits for the file's lock as Python's sqlite3 does, for ten seconds at most, which is Trac's default.</summary>
    [Fact]
    public async Task SessionCleanup_KeepsNoOtherProgramFromWriting()
    {
        await using var environment = await StartAsync(Options);
        await environment.AddSessionsAsync("old", 20_000, DaysAgo(100));
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsTrac(environment, ended.Token));

        var result = await environment.RunTaskAsync(new TestTaskRun("session-cleanup"));

        await ended.CancelAsync();
        Assert.Equal("removed 20000 sessions", result.Summary);
        Assert.InRange(await writing, 5, int.MaxValue);
    }

    [Theory]
    [InlineData("trac-1.0-sqlite", 1, 0)]
    [InlineData("trac-1.2-sqlite", 1, 0)]
    [InlineData("trac-1.6-sqlite", 8, 2)]
    public async Task RecordedEnvironments_KeepTheirUsers(string recorded, int users, int removed)
    {
        await using var environment = await StartAsync(Options with { Plugins = ["OffTrac.Plugins.Maintenance"], CopyOf = FixtureFiles.PathOf(recorded) });
        var preferences = await environment.QueryAsync<string>("SELECT sid || name || value FROM session_attribute WHERE authenticated = 1 ORDER BY 1");

        Assert.Equal($"removed {removed} sessions", (await environment.RunTaskAsync(new TestTaskRun("session-cleanup"))).Summary);
        Assert.Equal($"removed {removed} logins", (await environment.RunTaskAsync(new TestTaskRun("auth-cookie-cleanup"))).Summary);
        Assert.Equal("no delivery waits after a failure", (await environment.RunTaskAsync(new TestTaskRun("delivery-retry"))).Summary);
        Assert.True((await environment.RunTaskAsync(new TestTaskRun("sqlite-maintenance"))).Changed);

        Assert.Equal([users], await environment.QueryAsync<int>("SELECT COUNT(*) FROM session"));
        Assert.Equal(preferences, await environment.QueryAsync<string>("SELECT sid || name || value FROM session_attribute ORDER BY 1"));
        Assert.Equal([0], await environment.QueryAsync<int>("SELECT COUNT(*) FROM auth_cookie"));
        Assert.Equal([0], await environment.QueryAsync<int>("SELECT COUNT(*) FROM system WHERE name LIKE 'offtrac%'"));
    }

    [Fact]
    public async Task ReadOnlyHost_ChangesNothing_AndSaysWhy()
    {
        await using var environment = await StartAsync(Options with { CopyOf = FixtureFiles.PathOf("trac-1.6-sqlite"), IsReadOnly = true });
        var file = Path.Combine(environment.Directory, "db", "trac.db");
        var content = await File.ReadAllBytesAsync(file);
        foreach (var job in (string[])["session-cleanup", "auth-cookie-cleanup", "sqlite-maintenance"])
        {
            var result = await environment.RunTaskAsync(new TestTaskRun(job));
            Assert.Equal(("Nothing can be written: the host serves read-only.", false), (result.Summary, result.Changed));
        }

        Assert.False((await environment.RunTaskAsync(new TestTaskRun("delivery-retry"))).Changed);
        Assert.Equal(content, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Plugin_IsGoneFromMemory_AfterItHasWorked()
    {
        await using var environment = await StartAsync(Options);
        await environment.AddSessionsAsync("old", 3, DaysAgo(100));
        foreach (var job in await JobsAsync(environment))
            await environment.RunTaskAsync(new TestTaskRun(job.Name));
        await environment.RemovePluginAsync("OffTrac.Plugins.Maintenance");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("offtrac.maintenance"));
    }

    private static int WriteAsTrac(TestEnvironment environment, CancellationToken ended)
    {
        var writes = 0;
        while (!ended.IsCancellationRequested)
        {
            // A connection a request, as SQLite's own C code waits: no retries of the driver.
            using var connection = Connect(environment, timeout: 1);
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, 10_000);
            var code = SQLitePCL.raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE; UPDATE system SET value = value; COMMIT");
            Assert.Equal(SQLitePCL.raw.SQLITE_OK, code);
            writes++;
        }

        return writes;
    }

    private static SqliteConnection Connect(TestEnvironment environment, int timeout = 30)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(environment.Directory, "db", "trac.db"),
            Pooling = false,
            DefaultTimeout = timeout,
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static DbCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
