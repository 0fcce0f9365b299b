using Microsoft.Data.Sqlite;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Storage;

public sealed class SqliteMaintenanceTests : IDisposable
{
    private const string UpToDate = "statistics are up to date";

    private readonly TemporaryDirectory _copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");

    private string File => _copy.Combine("db", "trac.db");

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task Statistics_AreRenewedOnce_AndNothingIsWrittenWhenTheyFit()
    {
        await using var database = Open();
        var first = await database.MaintainAsync(default);
        Assert.True(first.Changed);
        Assert.Matches("^statistics of [0-9]+ tables renewed$", first.Summary);
        Assert.NotEqual(0L, Ask("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'ticket'"));
        var content = await System.IO.File.ReadAllBytesAsync(File);

        var second = await database.MaintainAsync(default);

        Assert.Equal((false, UpToDate), (second.Changed, second.Summary));
        Assert.Equal(content, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task WriteAheadLog_IsEmptied_AndTheJournalModeStays()
    {
        using var other = Connect();
        Ask("PRAGMA journal_mode = WAL", other);
        await using var database = Open();
        await database.MaintainAsync(default);
        Fill(other);
        Assert.NotEqual(0, LogSize());

        var done = await database.MaintainAsync(default);

        Assert.True(done.Changed);
        Assert.Matches($"^{UpToDate}; write-ahead log of [0-9]+ KiB emptied$", done.Summary);
        Assert.Equal(0, LogSize());
        Assert.Equal("wal", Ask("PRAGMA journal_mode"));
        Assert.Equal(0L, Ask("SELECT COUNT(*) FROM wiki WHERE comment NOT LIKE '%x'"));
        Assert.Equal($"{UpToDate}; the write-ahead log is empty", (await database.MaintainAsync(default)).Summary);
    }

    [Fact]
    public async Task WriteAheadLog_ThatSomebodyReads_IsLeftForTheNextTime()
    {
        using var other = Connect();
        Ask("PRAGMA journal_mode = WAL", other);
        await using var database = Open();
        await database.MaintainAsync(default);
        Fill(other);
        using var reader = Connect();
        using var reading = reader.BeginTransaction(deferred: true);
        Ask("SELECT COUNT(*) FROM ticket", reader, reading);
        Fill(other);

        var done = await database.MaintainAsync(default);

        Assert.Matches("write-ahead log of [0-9]+ KiB not emptied: others were using it all the time$", done.Summary);
        Assert.False(done.Changed);
        await reading.RollbackAsync();
        Assert.EndsWith("KiB emptied", (await database.MaintainAsync(default)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatAnotherProgramWrites_IsNoFailure()
    {
        using var other = Connect();
        using var writing = other.BeginTransaction(deferred: false);
        await using var database = Open("?timeout=1");

        var done = await database.MaintainAsync(default);

        Assert.Equal((false, "statistics not renewed: others were writing all the time"), (done.Changed, done.Summary));
        await writing.RollbackAsync();
        Assert.True((await database.MaintainAsync(default)).Changed);
    }

    [Fact]
    public async Task WaitForAnotherProgram_CanBeCancelled()
    {
        using var other = Connect();
        using var writing = other.BeginTransaction(deferred: false);
        await using var database = Open("?timeout=60");
        using var cancelling = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await database.MaintainAsync(cancelling.Token));
        await writing.RollbackAsync();
        Assert.True((await database.MaintainAsync(default)).Changed);
    }

    [Fact]
    public async Task ReadOnlyHost_RefusesAndTouchesNothing()
    {
        var content = await System.IO.File.ReadAllBytesAsync(File);
        await using var database = Database.Open(ConnectionString.Parse("sqlite:db/trac.db", _copy.Path), new DatabaseSettings { IsReadOnly = true });
        await Assert.ThrowsAsync<ReadOnlyException>(async () => await database.MaintainAsync(default));
        Assert.Equal(content, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task MemoryHasNothingToMaintain()
    {
        await using var database = Database.Open(ConnectionString.Parse("sqlite::memory:", _copy.Path), new DatabaseSettings());
        Assert.False((await database.MaintainAsync(default)).Changed);
    }

    private Database Open(string parameters = "") =>
        Database.Open(ConnectionString.Parse("sqlite:db/trac.db" + parameters, _copy.Path), new DatabaseSettings());

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Writes a lot without a change that statistics would show.</summary>
    private static void Fill(SqliteConnection connection) => Ask("UPDATE wiki SET comment = comment || 'x'", connection);

    private object? Ask(string sql)
    {
        using var connection = Connect();
        return Ask(sql, connection);
    }

    private static object? Ask(string sql, SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private long LogSize() => new FileInfo(File + "-wal").Length;
}
