using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Core.Tests.Security;

namespace OffTrac.Core.Tests.Storage;

/// <summary>One look at the generation rows serves a request, and nothing that is not part of it.</summary>
public abstract class MomentTests(TestEngine engine) : IDisposable
{
    private const string Key = "trac.ticket.model.MilestoneCache.milestones";

    private readonly TestClock _time = new();

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task WhatAnotherProgramCommits_IsSeenByTheNextMoment_AndWithoutOneAtOnce()
    {
        await using var database = await OpenAsync();
        await using var other = Database.Open(database.Connection, new DatabaseSettings());
        var names = Names(database);
        var seen = await names.GetAsync(default);
        using (database.BeginMoment())
        {
            Assert.Same(seen, await names.GetAsync(default));
            await AddAsync(other, "first");
            Assert.Same(seen, await names.GetAsync(default));
        }

        using (database.BeginMoment())
            Assert.Contains("first", await names.GetAsync(default));
        await AddAsync(other, "second");
        Assert.Contains("second", await names.GetAsync(default));
    }

    [SkippableFact]
    public async Task WhatThisProcessCommits_IsSeenAtOnceWithinTheMoment_ByWhoeverCommitted()
    {
        await using var database = await OpenAsync();
        var names = Names(database);
        await names.GetAsync(default);
        using var moment = database.BeginMoment();
        await names.GetAsync(default);
        await AddAsync(database, "own");
        Assert.Contains("own", await names.GetAsync(default));
        await Task.Run(() => AddAsync(database, "another request's"));
        Assert.Contains("another request's", await names.GetAsync(default));
    }

    [SkippableFact]
    public async Task AMomentThatLasts_LooksAgainEachSecond()
    {
        await using var database = await OpenAsync();
        await using var other = Database.Open(database.Connection, new DatabaseSettings());
        var names = Names(database);
        await names.GetAsync(default);
        using var moment = database.BeginMoment();
        await names.GetAsync(default);
        await AddAsync(other, "later");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("later", await names.GetAsync(default));
    }

    [SkippableFact]
    public async Task WhatGoesOnAfterTheMoment_LooksForItself()
    {
        await using var database = await OpenAsync();
        await using var other = Database.Open(database.Connection, new DatabaseSettings());
        var names = Names(database);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await names.GetAsync(default);
        Task<IReadOnlyList<string>> rest;
        using (database.BeginMoment())
        {
            await names.GetAsync(default);
            rest = RestAsync();
        }

        await AddAsync(other, "afterwards");
        over.SetResult();
        Assert.Contains("afterwards", await rest);

        async Task<IReadOnlyList<string>> RestAsync()
        {
            await over.Task;
            return await names.GetAsync(default);
        }
    }

    [SkippableFact]
    public async Task ATransaction_SeesItsOwnChanges_AndOthersThatAreCommitted()
    {
        await using var database = await OpenAsync();
        await using var other = Database.Open(database.Connection, new DatabaseSettings());
        var names = Names(database);
        await names.GetAsync(default);
        using var moment = database.BeginMoment();
        await names.GetAsync(default);
        await AddAsync(other, "committed");
        await using var scope = await database.BeginWriteAsync(default);
        Assert.Contains("committed", await names.GetAsync(scope, default));
        await InsertAsync(scope, "own");
        Assert.Contains("own", await names.GetAsync(scope, default));
        Assert.DoesNotContain("own", await names.GetAsync(default));
    }

    private static CachedValue<IReadOnlyList<string>> Names(Database database) => new(database, Key, async (session, _) =>
        (await session.Connection.QueryAsync<string>("SELECT name FROM milestone", transaction: session.Transaction)).AsList());

    private static async Task AddAsync(Database database, string name) => await database.WriteAsync(name, static async (scope, name, _) =>
    {
        await InsertAsync(scope, name);
        return 0;
    }, null, default);

    private static async Task InsertAsync(Sdk.Storage.IWriteScope scope, string name)
    {
        await scope.Connection.ExecuteAsync("INSERT INTO milestone (name) VALUES (@name)", new { name }, scope.Transaction);
        await CacheGenerations.BumpAsync(Key, scope, default);
    }

    private Task<Database> OpenAsync() => engine.OpenGoldenAsync(new DatabaseSettings { Time = _time });
}
