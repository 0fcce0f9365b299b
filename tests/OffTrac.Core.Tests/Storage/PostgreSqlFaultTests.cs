using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Storage;

/// <summary>A server that goes away, comes back, or does not want us. It has a server of its own.</summary>
public sealed class PostgreSqlFaultTests : IAsyncLifetime
{
    private PostgreSqlServer? _server;
    private string _connection = "";

    public async Task InitializeAsync()
    {
        if (!PostgreSqlServer.IsInstalled)
            return;
        _server = await PostgreSqlServer.StartNewAsync();
        _connection = await _server.LoadAsync("trac-1.6-postgres.sql.gz");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [SkippableFact]
    public async Task Server_KilledInATransaction_LeavesNothingOfIt_AndTheDatabaseWorksWhenItIsBack()
    {
        var server = Server();
        await using var database = Open(_connection);
        var attempts = 0;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            attempts++;
            await scope.Connection.ExecuteAsync("UPDATE ticket SET summary = 'half' WHERE id = 2", transaction: scope.Transaction);
            if (attempts == 1)
                await server.KillAsync();
            return await scope.Connection.ExecuteAsync("UPDATE ticket SET summary = 'half' WHERE id = 3", transaction: scope.Transaction);
        }, null, default).AsTask());
        await server.StartAsync();
        Assert.DoesNotContain("half", await SummaryAsync(database, 2), StringComparison.Ordinal);
        await RenameAsync(database, "whole");
        Assert.Equal("whole", await SummaryAsync(database, 2));
    }

    [SkippableFact]
    public async Task Server_Restarted_IsUsedAgainWithoutAFailedCall()
    {
        var server = Server();
        await using var database = Open(_connection);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SummaryAsync(database, 2)));
        await server.StopAsync();
        await server.StartAsync();
        await RenameAsync(database, "after the restart");
        Assert.Equal("after the restart", await SummaryAsync(database, 2));
    }

    [SkippableFact]
    public async Task Server_ThatIsAway_IsOneLineWithoutThePassword()
    {
        var server = Server();
        await server.StopAsync();
        await using var database = Open(_connection.Replace("postgres@", "postgres:s3cr3t@", StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => SummaryAsync(database, 2));
        Assert.DoesNotContain("s3cr3t", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains("127.0.0.1", refusal.Message, StringComparison.Ordinal);
        await server.StartAsync();
    }

    [SkippableFact]
    public async Task Commit_WhoseAnswerIsLost_IsReportedAsUnknown_AndUndoesNoFiles()
    {
        var server = Server();
        await using var database = Open(_connection);
        var undone = false;
        await using var scope = await database.BeginWriteAsync(default);
        ((ICommitHooks)scope).AfterRollback(() =>
        {
            undone = true;
            return default;
        });
        await scope.Connection.ExecuteAsync("UPDATE ticket SET summary = 'perhaps' WHERE id = 2", transaction: scope.Transaction);
        await server.KillAsync();
        await Assert.ThrowsAsync<CommitUnknownException>(() => scope.CommitAsync(default).AsTask());
        Assert.False(undone);
        await server.StartAsync();
    }

    [SkippableFact]
    public async Task Deadlock_IsResolvedByRunningTheWriteAgain()
    {
        Server();
        await using var database = Open(_connection);
        var before = await SumAsync();
        using var bothHaveOne = new Barrier(2);
        var first = 0;
        await Task.WhenAll(new[] { (2, 3), (3, 2) }.Select(order => Task.Run(() => database.WriteAsync(order, async (scope, order, cancellation) =>
        {
            await BumpAsync(scope, order.Item1);
            if (Interlocked.Increment(ref first) <= 2)
                bothHaveOne.SignalAndWait(CancellationToken.None);
            await BumpAsync(scope, order.Item2);
            return 0;
        }, null, default).AsTask())));
        Assert.Equal(before + 4, await SumAsync());

        async Task<long> SumAsync() => long.Parse(
            await PostgreSqlServer.QueryAsync(_connection, "SELECT sum(changetime) FROM ticket WHERE id IN (2, 3)"), System.Globalization.CultureInfo.InvariantCulture);

        static Task BumpAsync(IWriteScope scope, int ticket) => scope.Connection.ExecuteAsync(
            "UPDATE ticket SET changetime = changetime + 1 WHERE id = @ticket", new { ticket }, scope.Transaction);
    }

    [SkippableFact]
    public async Task User_WhoMayNotWrite_IsToldSo()
    {
        Server();
        await PostgreSqlServer.QueryAsync(_connection, "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        await using var database = Open(_connection.Replace("postgres@", "reader@", StringComparison.Ordinal));
        Assert.NotEmpty(await SummaryAsync(database, 2));
        await Assert.ThrowsAsync<ReadOnlyException>(() => RenameAsync(database, "no"));
    }

    [SkippableFact]
    public async Task Socket_NamedInTheConnectionString_IsUsed()
    {
        var server = Server();
        var name = new Uri(_connection).AbsolutePath;
        await using var database = Open($"postgres://postgres@:{server.Port}{name}?host={server.SocketDirectory}");
        Assert.NotEmpty(await SummaryAsync(database, 2));
    }

    private PostgreSqlServer Server()
    {
        Skip.If(_server is null, PostgreSqlServer.NotInstalled);
        return _server!;
    }

    private static Database Open(string text) => Database.Open(ConnectionString.Parse(text, "/"), new DatabaseSettings());

    private static async Task RenameAsync(Database database, string summary) => await database.WriteAsync(
        summary,
        static async (scope, summary, cancellation) => await scope.Connection.ExecuteAsync(
            "UPDATE ticket SET summary = @summary WHERE id = 2", new { summary }, scope.Transaction),
        null,
        default);

    private static async Task<string> SummaryAsync(Database database, int ticket) => await database.ReadAsync(
        ticket,
        static async (session, ticket, cancellation) => (await session.Connection.ExecuteScalarAsync<string>(
            "SELECT summary FROM ticket WHERE id = @ticket", new { ticket }, session.Transaction))!,
        default);
}
