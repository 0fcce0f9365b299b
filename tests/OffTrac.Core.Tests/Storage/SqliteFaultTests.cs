using System.Diagnostics;
using System.Security.Cryptography;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Storage;

/// <summary>What a file in the hands of other programs, a full disk and a read-only host do.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryDirectory _environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");

    private string File => _environment.Combine("db", "trac.db");

    public void Dispose() => _environment.Dispose();

    [Fact]
    public async Task Write_WaitsForAnotherProgram_ThenGivesUpWithOneLine_ThenSucceeds()
    {
        await using var database = Open("sqlite:db/trac.db?timeout=0.3");
        using (var other = await LockAsync())
        {
            var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => TouchAsync(database));
            Assert.Contains("locked", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("trac.db", refusal.Message, StringComparison.Ordinal);
            await UnlockAsync(other);
        }

        await TouchAsync(database);
    }

    [Fact]
    public async Task Write_ThatWaitsForAnotherProgram_CanBeCancelled_AndLeavesTheQueueFree()
    {
        await using var database = Open("sqlite:db/trac.db?timeout=600");
        using (var other = await LockAsync())
        {
            using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TouchAsync(database, giveUp.Token));
            await UnlockAsync(other);
        }

        await TouchAsync(database);
    }

    [Fact]
    public async Task Write_OnAFullDisk_LeavesTheOldState_AndTheNextOneSucceeds()
    {
        await using var database = Open("sqlite:db/trac.db");
        var before = await CountAsync(database);
        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            // SQLite's own limit on the size of the file fails in the same place and with the same code as a full disk.
            var pages = await scope.Connection.ExecuteScalarAsync<long>("PRAGMA page_count", transaction: scope.Transaction);
            await scope.Connection.ExecuteAsync($"PRAGMA max_page_count = {pages + 4}", transaction: scope.Transaction);
            for (var i = 0; i < 100; i++)
            {
                await scope.Connection.ExecuteAsync(
                    "INSERT INTO ticket (summary, description) VALUES ('big', @text)", new { text = new string('x', 100_000) }, scope.Transaction);
            }

            return 0;
        }, null, default).AsTask());
        Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(database));
        await TouchAsync(database);
    }

    [Fact]
    public async Task Database_ThatIsMissing_IsNamed_AndNotMade()
    {
        System.IO.File.Delete(File);
        await using var database = Open("sqlite:db/trac.db");
        var refusal = await Assert.ThrowsAsync<TracException>(() => CountAsync(database));
        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Database_ThatIsGarbage_IsOneLine()
    {
        await System.IO.File.WriteAllBytesAsync(File, RandomNumberGenerator.GetBytes(8192));
        await using var database = Open("sqlite:db/trac.db");
        var refusal = await Assert.ThrowsAsync<TracException>(() => CountAsync(database));
        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Database_ThatIsReplacedWhileOpen_IsNotWrittenInItsOldPlace()
    {
        await using var database = Open("sqlite:db/trac.db");
        await TouchAsync(database);
        System.IO.File.Move(File, File + ".old");
        System.IO.File.Copy(FixtureFiles.PathOf("trac-1.6-sqlite", "db", "trac.db"), File);
        await TouchAsync(database);
        await using var fresh = Open("sqlite:db/trac.db");
        Assert.Equal("touched", await fresh.ReadAsync(0, async (session, _, _) => await session.Connection.ExecuteScalarAsync<string>(
            "SELECT summary FROM ticket WHERE id = 2", transaction: session.Transaction), default));
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task ReadOnlyHost_ChangesNoFile(string journalMode)
    {
        await SqliteAsync($"PRAGMA journal_mode = {journalMode}; UPDATE ticket SET summary = 'read me' WHERE id = 2;");
        var before = Snapshot();
        await using (var database = Open("sqlite:db/trac.db", isReadOnly: true))
        {
            Assert.Equal(125, await CountAsync(database));
            Assert.Equal(before, Snapshot());
            await SqliteAsync("INSERT INTO ticket (summary) VALUES ('by another program')");
            Assert.Equal(126, await CountAsync(database));
            before = Snapshot();
        }

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task ReadingHost_NeverSwitchesTheJournalMode_UntilItWrites()
    {
        var before = Snapshot();
        await using var database = Open("sqlite:db/trac.db?journal_mode=WAL");
        await CountAsync(database);
        Assert.Equal(before, Snapshot());
        await TouchAsync(database);
        await CountAsync(database);
        await using var fresh = Open("sqlite:db/trac.db");
        await CountAsync(fresh);
        Assert.Equal("wal", await fresh.ReadAsync(0, async (session, _, _) => await session.Connection.ExecuteScalarAsync<string>(
            "PRAGMA journal_mode", transaction: session.Transaction), default));
    }

    [Fact]
    public async Task Memory_HasOneDatabaseForReadersAndWriters()
    {
        await using var database = Open("sqlite::memory:");
        await database.WriteAsync(0, async (scope, _, _) => await scope.Connection.ExecuteAsync(
            "CREATE TABLE kept (id integer)", transaction: scope.Transaction), null, default);
        Assert.Equal(0, await database.ReadAsync(0, async (session, _, _) => await session.Connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM kept", transaction: session.Transaction), default));
    }

    private Database Open(string text, bool isReadOnly = false) =>
        Database.Open(ConnectionString.Parse(text, _environment.Path), new DatabaseSettings { IsReadOnly = isReadOnly });

    private static async Task TouchAsync(Database database, CancellationToken cancellation = default) => await database.WriteAsync(
        0,
        static async (scope, _, cancellation) => await scope.Connection.ExecuteAsync(
            "UPDATE ticket SET summary = 'touched', changetime = changetime + 1 WHERE id = 2", transaction: scope.Transaction),
        null,
        cancellation);

    private static async Task<int> CountAsync(Database database) => await database.ReadAsync(
        0,
        static async (session, _, _) => await session.Connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ticket", transaction: session.Transaction),
        default);

    /// <summary>Name, length, time and content of every file of the environment, read without opening them in this process.</summary>
    private string Snapshot()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "find . -printf '%p %y %s %T@\\n' | sort; find . -type f -print0 | sort -z | xargs -0 sha256sum" },
            WorkingDirectory = _environment.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        return process.StandardOutput.ReadToEnd();
    }

    private async Task SqliteAsync(string sql)
    {
        using var process = Start();
        await process.StandardInput.WriteLineAsync(sql);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task<Process> LockAsync()
    {
        var process = Start();
        await process.StandardInput.WriteLineAsync("BEGIN IMMEDIATE; SELECT 'locked';");
        Assert.Equal("locked", await process.StandardOutput.ReadLineAsync());
        return process;
    }

    private static async Task UnlockAsync(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    private Process Start() => Process.Start(new ProcessStartInfo("sqlite3", [File])
    {
        UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
    })!;
}
