using OffTrac.Core.Deliveries.Watching;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Deliveries.Watching;

/// <summary>What another program writes is found, once and in order; what is ours is never taken for it. On both engines.</summary>
public abstract class WatchTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task The_first_look_takes_all_for_seen()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var world = new WatchWorld(stores);
        Assert.Equal(0, await world.LookAsync());
        Assert.Equal(0, await world.LookAsync());
        Assert.Empty(await world.HearAsync());
    }

    [SkippableFact]
    public async Task A_foreign_ticket_is_told_with_each_of_its_changes()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        var id = await trac.CreateTicketAsync("found");
        await trac.ChangeTicketAsync(id, "one", "first");
        await trac.ChangeTicketAsync(id, "two", "second");
        Assert.Equal(3, await world.LookAsync());
        Assert.Equal(0, await world.LookAsync());

        var heard = await world.HearAsync();
        var created = Assert.IsType<TicketCreated>(heard[0]);
        Assert.Equal(("found", "", "sue"), (created.Ticket.Values["summary"], created.Ticket.Values["keywords"], created.Author));
        Assert.Contains("summary", created.HeldFields);
        var changes = heard.Skip(1).Cast<TicketChanged>().ToList();
        Assert.Equal([("", "one", "first", 1), ("one", "two", "second", 2)], changes.Select(changed =>
            (changed.OldValues["keywords"], changed.Ticket.Values["keywords"], changed.Comment, changed.CommentNumber)));
        Assert.All(heard, change => Assert.Equal(ChangeOrigin.Elsewhere, change.Origin));
        Assert.Equal(trac.Now, TracTime.ToMicroseconds(changes[1].Time));
        Assert.Equal((0, 0), (world.Own.Heard.Count, world.Plain.Heard.Count));
    }

    [SkippableFact]
    public async Task Changes_since_the_last_look_are_told_one_by_one()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        await trac.ChangeTicketAsync(1, "a", "A");
        await world.LookAsync();
        await trac.ChangeTicketAsync(1, "b", "B");
        await trac.ChangeTicketAsync(1, "c", "C");
        await trac.EditCommentAsync(1, "C edited");
        await world.LookAsync();
        var heard = await world.HearAsync();
        Assert.Equal(["A", "B", "C edited"], heard.OfType<TicketChanged>().Select(changed => changed.Comment));
        var edit = Assert.IsType<TicketCommentModified>(heard[^1]);
        Assert.Equal(("C", "C edited", "editor"), (edit.OldComment, edit.Comment, edit.Author));
    }

    [SkippableFact]
    public async Task Deletions_are_found_beside_creations()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        await trac.DeleteTicketAsync(1);
        var id = await trac.CreateTicketAsync("beside");
        await world.LookAsync();
        await trac.DeleteTicketAsync(2);
        await world.LookAsync();
        var heard = await world.HearAsync();
        Assert.Equal([1, 2], heard.OfType<TicketDeleted>().Select(deleted => deleted.Ticket.Id).Order());
        Assert.Equal(id, Assert.Single(heard.OfType<TicketCreated>()).Ticket.Id);
        Assert.Equal(3, heard.Count);
    }

    [SkippableFact]
    public async Task Pages_are_told_version_by_version()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        await trac.SavePageAsync("Found", 1, "one");
        await trac.SavePageAsync("Found", 2, "two");
        await world.LookAsync();
        await trac.SavePageAsync("Found", 3, "three");
        await world.LookAsync();
        await trac.DeleteVersionAsync("Found", 3);
        await world.LookAsync();
        await trac.RenamePageAsync("Found", "Moved");
        await world.LookAsync();
        await trac.DeletePageAsync("Moved");
        await world.LookAsync();
        Assert.Equal(0, await world.LookAsync());
        Assert.Equal(
            ["added Found 1 one", "changed Found 2 one > two", "changed Found 3 two > three", "version deleted Found 3 left 2", "renamed Found > Moved", "deleted Moved 2"],
            (await world.HearAsync()).Select(Say));
    }

    [SkippableFact]
    public async Task Own_changes_are_never_foreign()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var world = new WatchWorld(stores);
        await world.LookAsync();
        var created = await world.Tickets.CreateAsync(new NewTicket { Author = "own", Values = [new("summary", "ours")] }, null, default);
        await world.CommentAsync(created.Id, "own");
        await world.CommentAsync(1, "own");
        await world.Tickets.DeleteAsync(new TicketDeletion { Id = 2, Author = "own" }, null, default);
        await world.Wiki.SaveAsync(new WikiPageSave { Name = "Ours", Text = "1", Author = "own" }, null, default);
        await world.Wiki.SaveAsync(new WikiPageSave { Name = "Ours", Text = "2", Author = "own" }, null, default);
        await world.Wiki.SaveAsync(new WikiPageSave { Name = "Ours", Text = "2", Author = "own", IsReadOnly = true }, null, default);
        Assert.Equal(0, await world.Watch.LookAsync(isFull: true, default));
        await world.Wiki.DeleteAsync(new WikiPageDeletion { Name = "Ours", Author = "own" }, null, default);
        Assert.Equal(0, await world.Watch.LookAsync(isFull: true, default));
        Assert.All(await world.HearAsync(), change => Assert.NotEqual(ChangeOrigin.Elsewhere, change.Origin));
    }

    [SkippableFact]
    public async Task A_foreign_change_that_nobody_saw_comes_before_ours()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        await trac.ChangeTicketAsync(1, "theirs", "theirs", at: trac.Now - 60_000_000);
        await world.CommentAsync(1, "ours");
        await trac.SavePageAsync("Both", 1, "theirs");
        await world.Wiki.SaveAsync(new WikiPageSave { Name = "Both", Text = "ours", Author = "own" }, null, default);
        Assert.Equal(0, await world.Watch.LookAsync(isFull: true, default));
        var heard = await world.HearAsync();
        Assert.Equal([("theirs", ChangeOrigin.Elsewhere), ("ours", ChangeOrigin.Plugin)], heard.OfType<TicketChanged>().Select(changed => (changed.Comment!, changed.Origin)));
        Assert.Equal("theirs", heard.OfType<TicketChanged>().Last().OldValues["keywords"]);
        Assert.Equal(["added Both 1 theirs", "changed Both 2 theirs > ours"], heard.Where(change => change is not TicketEvent).Select(Say));
    }

    [SkippableFact]
    public async Task A_change_with_an_older_time_is_found_when_it_is_committed_later()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        var early = trac.Now - 30_000_000;
        await world.CommentAsync(2, "ours");
        await trac.ChangeTicketAsync(1, "new", "newer");
        await world.LookAsync();

        // The statements ran before the look, their commit comes after it.
        await trac.ChangeTicketAsync(3, "old", "on another ticket", at: early);
        await trac.ChangeTicketAsync(1, "old", "on the same ticket", at: early);
        await trac.ChangeTicketAsync(2, "old", "on ours", at: early);
        Assert.Equal(3, await world.LookAsync());
        Assert.Equal(0, await world.Watch.LookAsync(isFull: true, default));
        Assert.Equal(
            ["ours", "newer", "on the same ticket", "on ours", "on another ticket"],
            (await world.HearAsync()).OfType<TicketChanged>().Select(changed => changed.Comment));
    }

    [SkippableFact]
    public async Task An_old_change_outside_the_recent_ones_is_found_by_a_full_look()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var (world, trac) = (new WatchWorld(stores), new TracSql(stores.Database));
        await world.LookAsync();
        await trac.ChangeTicketAsync(1, "x", "of last year", at: trac.Now - (365L * 86_400 * 1_000_000));
        Assert.Equal(0, await world.LookAsync());
        Assert.Equal(1, await world.Watch.LookAsync(isFull: true, default));
        Assert.Equal("of last year", Assert.IsType<TicketChanged>(Assert.Single(await world.HearAsync())).Comment);
    }

    [SkippableFact]
    public async Task Two_hosts_that_look_and_write_tell_everything_once()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var trac = new TracSql(stores.Database);
        var worlds = new[] { new WatchWorld(stores), new WatchWorld(stores) };
        await Task.WhenAll(worlds.Select(world => world.LookAsync().AsTask()));
        for (var round = 0; round < 10; round++)
        {
            await trac.ChangeTicketAsync(1 + (round % 3), $"{round}", $"theirs {round}");
            await Task.WhenAll(worlds.Select((world, i) => Task.Run(async () =>
            {
                await world.LookAsync();
                await world.CommentAsync(4 + (round % 3), $"ours {round} {i}");
                await world.LookAsync();
            })));
        }

        var heard = (await worlds[0].HearAsync()).OfType<TicketChanged>().ToList();
        Assert.Equal(Enumerable.Range(0, 10).Select(round => $"theirs {round}"), heard.Where(changed => changed.Origin == ChangeOrigin.Elsewhere).Select(changed => changed.Comment));
        Assert.Equal(20, heard.Count(changed => changed.Origin == ChangeOrigin.Plugin));
    }

    /// <summary>For engines with several writers at a time.</summary>
    protected async Task LookAtOpenTransactionAsync()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var world = new WatchWorld(stores);
        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            await world.Tickets.ChangeAsync(new TicketUpdate { Id = 1, Author = "own", Comment = "open" }, scope, default);
            var looking = world.LookAsync().AsTask();
            await Task.Delay(200);
            Assert.False(looking.IsCompleted);
            await scope.CommitAsync(default);
            Assert.Equal(0, await looking);
        }

        await using (var scope = await stores.Database.BeginWriteAsync(default))
        {
            await world.Tickets.ChangeAsync(new TicketUpdate { Id = 2, Author = "own", Comment = "open" }, scope, default);
            Assert.Equal(0, await world.LookAsync());
            await scope.CommitAsync(default);
        }

        Assert.Equal(0, await world.Watch.LookAsync(isFull: true, default));
        Assert.Equal(2, (await world.HearAsync()).Count);
    }

    [SkippableFact]
    public async Task Without_the_option_nothing_is_watched_and_no_table_made()
    {
        await using var stores = await Stores.GoldenAsync(engine);
        var world = new WatchWorld(stores);
        foreach (var text in new[] { "off", "", "often", "0", "-5s", "2d" })
        {
            stores.Ini["offtrac", "watch_database"] = text;
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Watch.RunAsync(stop.Token));
        }

        await world.CommentAsync(1, "ours");
        Assert.Empty(await stores.RowsAsync("SELECT 1 FROM system WHERE name = 'offtrac_seen_version'"));
    }

    private static string Say(ChangeEvent change) => change switch
    {
        WikiPageAdded added => $"added {added.Page.Name} {added.Page.Version} {added.Page.Text}",
        WikiPageChanged changed => $"changed {changed.Page.Name} {changed.Page.Version} {changed.OldText} > {changed.Page.Text}",
        WikiPageVersionDeleted deleted => $"version deleted {deleted.Page.Name} {deleted.Deleted.Version} left {deleted.Page.Version}",
        WikiPageRenamed renamed => $"renamed {renamed.OldName} > {renamed.Page.Name}",
        WikiPageDeleted deleted => $"deleted {deleted.Page.Name} {deleted.Page.Version}",
        _ => change.GetType().Name,
    };
}
