using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Wiki;

/// <summary>What the wiki store reads, tells and refuses, on both engines; its rows are compared with Trac's elsewhere.</summary>
public abstract class WikiStoreTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task EveryPageAndVersion_IsFoundAsStored()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var names = await stores.Wiki.ListAsync(default);
        Assert.Equal((await stores.RowsAsync("""SELECT DISTINCT "name" FROM "wiki" """)).Count, names.Count);
        var found = new List<string>();
        foreach (var name in names)
        {
            foreach (var version in await stores.Wiki.GetHistoryAsync(name, default))
            {
                var page = (await stores.Wiki.FindAsync(name, version.Version, default))!;
                Assert.Equal(version, page with { Text = "" });
                var author = page.Author is null ? "NULL" : $"'{page.Author}'";
                found.Add($"'{name}'|{page.Version}|{TracTime.ToMicroseconds(page.Time)}|{author}|'{page.Text}'|{(page.IsReadOnly ? 1 : 0)}");
            }
        }

        var rows = await stores.RowsAsync(
            """SELECT "name", "version", "time", "author", COALESCE("text", ''), COALESCE("readonly", 0) FROM "wiki" """);
        Assert.Equal(rows.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(names, (await stores.Wiki.ListLatestAsync(default)).Select(page => page.Name));
    }

    [SkippableFact]
    public async Task ManyWritersOfOnePage_EachMakeAVersion_AndOfThoseBasedOnTheSame_OneWins()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => stores.Wiki.SaveAsync(
            new WikiPageSave { Name = "Crowded", Text = $"by {i}", Author = "joe" }, null, default).AsTask())));
        Assert.Equal(Enumerable.Range(1, 10), pages.Select(page => page.Version).Order());
        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await stores.Wiki.SaveAsync(new WikiPageSave { Name = "Crowded", Text = $"again {i}", BasedOn = 10 }, null, default);
                return 1;
            }
            catch (WikiCollisionException)
            {
                return 0;
            }
        })));
        Assert.Equal(1, won.Sum());
    }

    [SkippableFact]
    public async Task Events_SayWhatTracWouldTell()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var save = new WikiPageSave { Name = "Fresh", Text = "one", Author = "joe", Comment = "c" };
        await stores.Wiki.SaveAsync(save, null, default);
        Assert.Equal((1, "joe"), (Last<WikiPageAdded>().Page.Version, Last<WikiPageAdded>().Author));
        await stores.Wiki.SaveAsync(save with { IsReadOnly = true, Author = "admin" }, null, default);
        Assert.True(Last<WikiPageAdded>().Page.IsReadOnly);
        await stores.Wiki.SaveAsync(save with { Text = "two", Comment = "why" }, null, default);
        Assert.Equal(("one", "why", 2), (Last<WikiPageChanged>().OldText, Last<WikiPageChanged>().Comment, Last<WikiPageChanged>().Page.Version));
        Assert.True(Last<WikiPageChanged>().Page.IsReadOnly);
        await stores.Wiki.DeleteAsync(new WikiPageDeletion { Name = "Fresh", Version = 2, Author = "nils" }, null, default);
        Assert.Equal((1, 2), (Last<WikiPageVersionDeleted>().Page.Version, Last<WikiPageVersionDeleted>().Deleted.Version));
        await stores.Wiki.DeleteAsync(new WikiPageDeletion { Name = "Fresh", Author = "nils" }, null, default);
        Assert.Equal(("one", "nils"), (Last<WikiPageDeleted>().Page.Text, Last<WikiPageDeleted>().Author));
        Assert.DoesNotContain("Fresh", await stores.Wiki.ListAsync(default));

        T Last<T>()
            where T : ChangeEvent => Assert.IsType<T>(stores.Recorder.Committed[^1]);
    }

    [SkippableFact]
    public async Task WhatDoesNotExist_OrDoesNotChange_IsRefused()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => stores.Wiki.DeleteAsync(new WikiPageDeletion { Name = "Nowhere" }, null, default).AsTask());
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => stores.Wiki.DeleteAsync(new WikiPageDeletion { Name = "WikiStart", Version = 99 }, null, default).AsTask());
        var page = (await stores.Wiki.FindAsync("WikiStart", null, default))!;
        await Assert.ThrowsAsync<TracException>(
            () => stores.Wiki.SaveAsync(new WikiPageSave { Name = page.Name, Text = page.Text, IsReadOnly = page.IsReadOnly }, null, default).AsTask());
        Assert.Empty(stores.Recorder.Committed);
    }

    [SkippableFact]
    public async Task Editor_KeepsReadOnlyPagesForWikiAdmins_AndSeesCollisions()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        stores.Permissions.Deny("joe", "WIKI_ADMIN");
        var page = (await stores.Wiki.FindAsync("SafetyRules", null, default))!;
        var request = new WikiRequest { Name = page.Name, User = "joe", Text = "gone", Version = page.Version };
        await Assert.ThrowsAsync<OffTrac.Sdk.Security.PermissionException>(() => stores.WikiEditor.SaveAsync(request, null, default).AsTask());
        await Assert.ThrowsAsync<OffTrac.Sdk.Security.PermissionException>(
            () => stores.WikiEditor.DeleteAsync(request with { Version = null }, null, default).AsTask());
        await Assert.ThrowsAsync<WikiCollisionException>(
            () => stores.WikiEditor.SaveAsync(request with { User = "admin", Version = page.Version - 1 }, null, default).AsTask());
        Assert.Equal(page.Version + 1, (await stores.WikiEditor.SaveAsync(request with { User = "admin" }, null, default)).Page!.Version);
        stores.Ini["wiki", "max_size"] = "3";
        var tooLong = await stores.WikiEditor.SaveAsync(
            new WikiRequest { Name = "Long", User = "joe", Text = "four", Steps = EditSteps.Manipulators }, null, default);
        Assert.Equal("text", Assert.Single(tooLong.Problems).Field);
    }
}
