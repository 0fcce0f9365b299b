using System.Data.Common;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Storage;

/// <summary>What every store relies on, on both engines.</summary>
public abstract class DatabaseTests(TestEngine engine) : IDisposable
{
    private static readonly DatabaseSchema s_notes = new()
    {
        Area = "notes",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_notes",
                Columns = [new("id", ColumnType.Identity), new("ticket", ColumnType.Integer), new("body"), new("at", ColumnType.Long), new("raw", ColumnType.Binary)],
                Indices = [new DatabaseIndex { Columns = ["ticket", "at"] }],
            },
            new DatabaseTable
            {
                Name = "offtrac_notes_seen",
                Columns = [new("ticket", ColumnType.Integer), new("who"), new("at", ColumnType.Long)],
                Key = ["ticket", "who"],
            },
        ],
    };

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Write_CommitsWhenTheDelegateReturns_AndUndoesWhenItThrows()
    {
        await using var database = await engine.OpenGoldenAsync();
        await RenameAsync(database, 2, "stays");
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await RenameAsync(database, 2, "goes", scope);
            throw new InvalidTimeZoneException();
#pragma warning disable CS0162 // gives the lambda its result
            return 0;
#pragma warning restore CS0162
        }, null, default).AsTask());
        Assert.Equal("stays", await SummaryAsync(database, 2));
    }

    [SkippableFact]
    public async Task Scope_WithoutCommit_UndoesEverything_AndTellsWhoAskedForRollback()
    {
        await using var database = await engine.OpenGoldenAsync();
        var before = await SummaryAsync(database, 2);
        var told = new List<string>();
        await using (var scope = await database.BeginWriteAsync(default))
        {
            ((ICommitHooks)scope).AfterCommit(_ => Add(told, "commit"));
            ((ICommitHooks)scope).AfterRollback(() => Add(told, "rollback"));
            await RenameAsync(database, 2, "goes", scope);
        }

        Assert.Equal(before, await SummaryAsync(database, 2));
        Assert.Equal(["rollback"], told);
    }

    [SkippableFact]
    public async Task AfterCommit_RunsInOrder_WithTheWriteLockFree_AndOneThatThrowsHarmsNothing()
    {
        await using var database = await engine.OpenGoldenAsync();
        var told = new List<string>();
        await using var scope = await database.BeginWriteAsync(default);
        var hooks = (ICommitHooks)scope;
        hooks.AfterCommit(_ => Add(told, "first"));
        hooks.AfterCommit(_ => throw new InvalidOperationException("a listener's fault"));
        hooks.AfterCommit(async cancellation =>
        {
            await RenameAsync(database, 3, "written by a listener");
            told.Add(await SummaryAsync(database, 2));
        });
        await RenameAsync(database, 2, "committed", scope);
        await scope.CommitAsync(default);
        Assert.Equal(["first", "committed"], told);
        Assert.Equal("written by a listener", await SummaryAsync(database, 3));
        await Assert.ThrowsAsync<InvalidOperationException>(() => scope.CommitAsync(default).AsTask());
    }

    [SkippableFact]
    public async Task NestedWrite_ThatThrows_LeavesTheRestOfTheScope()
    {
        await using var database = await engine.OpenGoldenAsync();
        var told = new List<string>();
        await using (var scope = await database.BeginWriteAsync(default))
        {
            await RenameAsync(database, 2, "outer", scope);
            await Assert.ThrowsAnyAsync<DbException>(() => database.WriteAsync(0, async (inner, _, cancellation) =>
            {
                ((ICommitHooks)inner).AfterCommit(_ => Add(told, "inner commit"));
                ((ICommitHooks)inner).AfterRollback(() => Add(told, "inner rollback"));
                await RenameAsync(database, 3, "inner", inner);
                return await inner.Connection.ExecuteAsync("INSERT INTO ticket (id) VALUES (2)", transaction: inner.Transaction);
            }, scope, default).AsTask());
            await RenameAsync(database, 4, "afterwards", scope);
            await scope.CommitAsync(default);
        }

        Assert.Equal("outer", await SummaryAsync(database, 2));
        Assert.NotEqual("inner", await SummaryAsync(database, 3));
        Assert.Equal("afterwards", await SummaryAsync(database, 4));
        Assert.Equal(["inner rollback"], told);
    }

    [SkippableFact]
    public async Task NestedWrite_MayNotEndTheScopeOfSomebodyElse()
    {
        await using var database = await engine.OpenGoldenAsync();
        await using var scope = await database.BeginWriteAsync(default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(0, async (inner, _, cancellation) =>
        {
            await inner.CommitAsync(cancellation);
            return 0;
        }, scope, default).AsTask());
    }

    [SkippableFact]
    public async Task Read_SeesNothingOfAnOpenScope()
    {
        await using var database = await engine.OpenGoldenAsync();
        var before = await SummaryAsync(database, 2);
        await using var scope = await database.BeginWriteAsync(default);
        await RenameAsync(database, 2, "not yet", scope);
        Assert.Equal(before, await SummaryAsync(database, 2));
        await scope.CommitAsync(default);
        Assert.Equal("not yet", await SummaryAsync(database, 2));
    }

    [SkippableFact]
    public async Task Writers_AtTheSameTime_LoseNoUpdate()
    {
        await using var database = await engine.OpenGoldenAsync();
        await RenameAsync(database, 2, "0");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await database.WriteAsync(0, async (scope, _, cancellation) =>
                {
                    // The row lock is taken first, as stores do; what is counted is read under it.
                    await scope.Connection.ExecuteAsync("UPDATE ticket SET changetime = changetime WHERE id = 2", transaction: scope.Transaction);
                    var count = int.Parse(await SummaryAsync(scope, 2), System.Globalization.CultureInfo.InvariantCulture);
                    await RenameAsync(database, 2, $"{count + 1}", scope);
                    return 0;
                }, null, default);
            }
        })));
        Assert.Equal("200", await SummaryAsync(database, 2));
    }

    [SkippableFact]
    public async Task Statement_ThatIsCancelled_StopsAndLeavesNothing()
    {
        await using var database = await engine.OpenGoldenAsync();
        using var giveUp = new CancellationTokenSource();
        var running = database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await RenameAsync(database, 2, "half", scope);
            giveUp.CancelAfter(TimeSpan.FromMilliseconds(50));
            var endless = engine.Engine == DatabaseEngine.Sqlite
                ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
                : "SELECT pg_sleep(600)";
            await scope.Connection.ExecuteScalarAsync(new CommandDefinition(endless, transaction: scope.Transaction, cancellationToken: cancellation));
            return 0;
        }, null, giveUp.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.AsTask());
        Assert.NotEqual("half", await SummaryAsync(database, 2));
        await RenameAsync(database, 2, "whole");
        Assert.Equal("whole", await SummaryAsync(database, 2));
    }

    [SkippableFact]
    public async Task ReadOnlyHost_RefusesWrites_EvenThroughASessionForReading()
    {
        await using var database = await engine.OpenGoldenAsync(new DatabaseSettings { IsReadOnly = true });
        await Assert.ThrowsAsync<ReadOnlyException>(() => RenameAsync(database, 2, "no"));
        await Assert.ThrowsAsync<ReadOnlyException>(() => database.BeginWriteAsync(default).AsTask());
        await Assert.ThrowsAsync<ReadOnlyException>(() => database.ReadAsync(0, async (session, _, cancellation) =>
            await session.Connection.ExecuteAsync("DELETE FROM ticket", transaction: session.Transaction), default).AsTask());
        Assert.NotEmpty(await SummaryAsync(database, 2));
    }

    [SkippableTheory]
    [InlineData("100%", "100%")]
    [InlineData("a_b", "a_b")]
    [InlineData("a/b", "a/b")]
    [InlineData("x", "X")]
    public async Task Like_FindsTextLiterally_WithoutCase(string sought, string stored)
    {
        await using var database = await engine.OpenGoldenAsync();
        await RenameAsync(database, 2, $"<{stored}>");
        await RenameAsync(database, 3, "<10000 aXb ab>");
        var sql = $"SELECT id FROM ticket WHERE id IN (2, 3) AND {database.Like("summary", "@pattern")}";
        var found = await database.ReadAsync(0, async (session, _, cancellation) => await session.Connection.QueryAsync<int>(
            sql, new { pattern = $"%<{database.EscapeLike(sought)}>%" }, session.Transaction), default);
        Assert.Equal([2], found);
    }

    [SkippableFact]
    public async Task Schema_IsMadeByTheFirstWrite_AndGoesWithItsTransaction()
    {
        await using var database = await engine.OpenGoldenAsync();
        Assert.False(await HasNotesAsync(database));
        await using (var scope = await database.BeginWriteAsync(default))
        {
            await database.EnsureSchemaAsync(s_notes, scope, default);
            await InsertNoteAsync(scope);
            Assert.True(await database.HasSchemaAsync(s_notes, scope, default));
            Assert.False(await HasNotesAsync(database));
        }

        Assert.False(await HasNotesAsync(database));
        Assert.Equal(1, await database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await database.EnsureSchemaAsync(s_notes, scope, cancellation);
            await database.EnsureSchemaAsync(s_notes, scope, cancellation);
            return await InsertNoteAsync(scope);
        }, null, default));
        Assert.True(await HasNotesAsync(database));
        Assert.Equal("1", await database.ReadAsync(0, async (session, _, _) => await session.Connection.ExecuteScalarAsync<string>(
            "SELECT value FROM system WHERE name = 'offtrac_notes_version'", transaction: session.Transaction), default));
    }

    [SkippableFact]
    public async Task Schema_MadeByTwoHostsAtOnce_IsMadeOnce()
    {
        var text = await engine.GoldenAsync();
        await using var one = Database.Open(ConnectionString.Parse(text, engine.Directory), new DatabaseSettings());
        await using var other = Database.Open(ConnectionString.Parse(text, engine.Directory), new DatabaseSettings());
        await Task.WhenAll(new[] { one, other, one, other, one, other }.Select(database => Task.Run(() => database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await database.EnsureSchemaAsync(s_notes, scope, cancellation);
            return await InsertNoteAsync(scope);
        }, null, default).AsTask())));
        Assert.Equal(6, await one.ReadAsync(0, async (session, _, _) => await session.Connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM offtrac_notes", transaction: session.Transaction), default));
    }

    [SkippableFact]
    public async Task Schema_OfAnotherVersion_IsRefusedWithWhatToDo()
    {
        await using var database = await engine.OpenGoldenAsync();
        await database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await database.EnsureSchemaAsync(s_notes, scope, cancellation);
            return 0;
        }, null, default);
        var newer = s_notes with { Version = 2 };
        Assert.False(await database.ReadAsync(0, (session, _, cancellation) => database.HasSchemaAsync(newer, session, cancellation), default));
        var refusal = await Assert.ThrowsAsync<TracException>(() => database.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await database.EnsureSchemaAsync(newer, scope, cancellation);
            return 0;
        }, null, default).AsTask());
        Assert.Contains("notes", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("env upgrade", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task CachedValue_SeesWhatAnotherProgramCommits_AndKeepsOpenChangesToTheirScope()
    {
        await using var database = await engine.OpenGoldenAsync();
        var loads = 0;
        var names = new CachedValue<IReadOnlyList<string>>(database, "trac.ticket.model.MilestoneCache.milestones", async (session, cancellation) =>
        {
            loads++;
            return (await session.Connection.QueryAsync<string>("SELECT name FROM milestone ORDER BY name", transaction: session.Transaction)).AsList();
        });
        var before = await names.GetAsync(default);
        Assert.Same(before, await names.GetAsync(default));
        Assert.Equal(1, loads);

        await using (var scope = await database.BeginWriteAsync(default))
        {
            await scope.Connection.ExecuteAsync("INSERT INTO milestone (name) VALUES ('undone')", transaction: scope.Transaction);
            await CacheGenerations.BumpAsync("trac.ticket.model.MilestoneCache.milestones", scope, default);
            Assert.Contains("undone", await names.GetAsync(scope, default));
            Assert.Same(before, await names.GetAsync(default));
        }

        Assert.Same(before, await names.GetAsync(default));
        await using var elsewhere = Database.Open(database.Connection, new DatabaseSettings());
        await elsewhere.WriteAsync(0, async (scope, _, cancellation) =>
        {
            await scope.Connection.ExecuteAsync("INSERT INTO milestone (name) VALUES ('other')", transaction: scope.Transaction);
            await CacheGenerations.BumpAsync("trac.ticket.model.MilestoneCache.milestones", scope, cancellation);
            return 0;
        }, null, default);
        var after = await names.GetAsync(default);
        Assert.Contains("other", after);
        Assert.DoesNotContain("undone", after);
    }

    private static ValueTask Add(List<string> told, string word)
    {
        told.Add(word);
        return default;
    }

    private static Task<int> InsertNoteAsync(IWriteScope scope) => scope.Connection.ExecuteAsync(
        "INSERT INTO offtrac_notes (ticket, body, at, raw) VALUES (1, 'text', 9000000000000000, @raw)", new { raw = new byte[] { 0, 255 } }, scope.Transaction);

    private static ValueTask<bool> HasNotesAsync(Database database) =>
        database.ReadAsync(database, static (session, database, cancellation) => database.HasSchemaAsync(s_notes, session, cancellation), default);

    private static async Task RenameAsync(Database database, int ticket, string summary, IWriteScope? scope = null) =>
        await database.WriteAsync((ticket, summary), static async (scope, state, cancellation) => await scope.Connection.ExecuteAsync(
            new CommandDefinition("UPDATE ticket SET summary = @summary WHERE id = @ticket", new { state.summary, state.ticket }, scope.Transaction, cancellationToken: cancellation)), scope, default);

    private static async Task<string> SummaryAsync(Database database, int ticket) =>
        await database.ReadAsync(ticket, static (session, ticket, cancellation) => SummaryAsync(session, ticket), default);

    private static async ValueTask<string> SummaryAsync(IDatabaseSession session, int ticket) => (await session.Connection.ExecuteScalarAsync<string>(
        "SELECT summary FROM ticket WHERE id = @ticket", new { ticket }, session.Transaction))!;
}
