using Dapper;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>What durable and plain listeners are promised, on both engines.</summary>
public abstract class DeliveryTests(TestEngine engine) : IDisposable
{
    private const string Name = "test.Listener";

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Writes_nothing_while_no_component_is_durable()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var plain = new RecordingListener();
        world.Enable((Name, plain, Delivery.Plain));
        await world.ChangeAsync(1, "a");
        Assert.Equal(0, Assert.Single(plain.Heard).Number);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await world.Dispatcher().RunAsync(stop.Token);
        Assert.Equal("0", await world.ScalarAsync("SELECT COUNT(*) FROM system WHERE name LIKE 'offtrac%'"));
        Assert.Empty(await world.Queue.ListAsync(component: null, default));
        Assert.Equal(0, await world.Queue.DropAsync(number: null, component: null, default));
    }

    [SkippableFact]
    public async Task Tells_durable_ones_later_what_was_stored_and_forgets_it_then()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var (plain, durable) = (new RecordingListener(), new RecordingListener());
        world.Enable((Name, durable, Delivery.Durable), ("test.Plain", plain, Delivery.Plain));
        await world.ChangeAsync(1, "a");
        Assert.Empty(durable.Heard);
        var heardPlain = Assert.IsType<TicketChanged>(Assert.Single(plain.Heard));
        var queued = Assert.Single(await world.Queue.ListAsync(Name, default));
        Assert.Equal((Name, "ticket.changed", "ticket:1", "joe", 0), (queued.Component, queued.Kind, queued.Resource, queued.Author, queued.Attempts));
        await world.DispatchUntilAsync(() => !durable.Heard.IsEmpty);
        Assert.Equal(heardPlain, Assert.Single(durable.Heard));
        Assert.Equal(DeliveryWorld.Changed(1, "a") with { Number = queued.Event }, heardPlain);
        Assert.Equal("0", await world.ScalarAsync("SELECT COUNT(*) FROM offtrac_event"));
    }

    [SkippableFact]
    public async Task A_change_that_is_rolled_back_is_told_to_nobody()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var (plain, durable) = (new RecordingListener(), new RecordingListener());
        world.Enable((Name, durable, Delivery.Durable), ("test.Plain", plain, Delivery.Plain));
        await world.ChangeAsync(1, "kept");
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.ChangeAsync(2, "lost", _ => throw new InvalidOperationException()));
        await using (var scope = await database.BeginWriteAsync(default))
        {
            await scope.Connection.ExecuteAsync("UPDATE ticket SET keywords = 'own' WHERE id = 3", transaction: scope.Transaction);
            await world.Recorder.RecordAsync(DeliveryWorld.Changed(3, "lost"), scope, default);
        }

        Assert.Single(plain.Heard);
        await world.DispatchUntilAsync(() => !durable.Heard.IsEmpty);
        Assert.Equal(["kept"], durable.Heard.OfType<TicketChanged>().Select(changed => changed.Comment));
        Assert.NotEqual("own", await world.ScalarAsync("SELECT keywords FROM ticket WHERE id = 3"));
    }

    [SkippableFact]
    public async Task Keeps_the_order_of_commits_per_resource_under_parallel_writers()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var durable = new RecordingListener();
        world.Enable((Name, durable, Delivery.Durable));
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        // The position in each ticket's own history is read inside the transaction, after the row is locked.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 12; i++)
                await CountAsync(world, database, 1 + ((writer + i) % 3));
        })));
        await DeliveryWorld.UntilAsync(() => durable.Heard.Count >= 72);
        await stop.CancelAsync();
        await running;
        for (var ticket = 1; ticket <= 3; ticket++)
        {
            var expected = Enumerable.Range(1, 24).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(expected, durable.Comments(ticket));
        }
    }

    [SkippableFact]
    public async Task A_failing_listener_holds_up_only_that_resource_of_that_component()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var isBroken = true;
        var failing = new RecordingListener((change, _) => change is TicketChanged { Ticket.Id: 1 } && isBroken
            ? throw new InvalidOperationException("no such channel")
            : ValueTask.CompletedTask);
        var other = new RecordingListener();
        world.Enable((Name, failing, Delivery.Durable), ("test.Other", other, Delivery.Durable));
        foreach (var (ticket, comment) in new[] { (1, "a"), (2, "b"), (1, "c"), (2, "d") })
            await world.ChangeAsync(ticket, comment);
        await world.DispatchUntilAsync(() => failing.Heard.Count == 2 && other.Heard.Count == 4);
        Assert.Equal(["b", "d"], failing.Comments(2));
        Assert.Equal(["a", "c"], other.Comments(1));
        var waiting = await world.Queue.ListAsync(component: null, default);
        Assert.Equal(["ticket:1", "ticket:1"], waiting.Select(delivery => delivery.Resource));
        Assert.Contains("no such channel", waiting[0].Error, StringComparison.Ordinal);
        Assert.True(waiting[0].Attempts > 0 && waiting[1].Attempts == 0);

        isBroken = false;
        Assert.Equal(2, await world.Queue.RetryAsync(number: null, Name, default));
        await world.DispatchUntilAsync(() => failing.Heard.Count == 4);
        Assert.Equal(["a", "c"], failing.Comments(1));
    }

    [SkippableFact]
    public async Task Retries_at_once_only_what_failed_and_waits()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings { Poll = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromHours(1), LongestPause = TimeSpan.FromHours(1) });
        IDeliveries deliveries = world.Queue;
        Assert.Equal(0, await deliveries.RetryAsync(component: null, default));
        var isBroken = true;
        var failing = new RecordingListener((_, _) => isBroken ? throw new InvalidOperationException("away") : ValueTask.CompletedTask);
        world.Enable((Name, failing, Delivery.Durable), ("test.Other", failing, Delivery.Durable));
        foreach (var (ticket, comment) in new[] { (1, "a"), (2, "b"), (1, "c") })
            await world.ChangeAsync(ticket, comment);
        Assert.Equal(0, await deliveries.RetryAsync(component: null, default));
        IReadOnlyList<QueuedDelivery> waiting = [];
        await world.DispatchUntilAsync(async () => (waiting = await world.Queue.ListAsync(component: null, default)).Count(delivery => delivery.NextTry is not null) == 4);

        Assert.Equal(2, await deliveries.RetryAsync(Name.ToUpperInvariant(), default));
        Assert.Equal(2, await deliveries.RetryAsync(component: null, default));
        Assert.Equal(0, await deliveries.RetryAsync(component: null, default));
        Assert.All(await world.Queue.ListAsync(component: null, default), delivery => Assert.Null(delivery.NextTry));

        isBroken = false;
        await world.DispatchUntilAsync(() => failing.Heard.Count == 6);
        Assert.Equal(["a", "a", "c", "c"], failing.Comments(1).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Tells_again_what_was_not_marked_before_the_process_died()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var durable = new RecordingListener();
        world.Enable((Name, durable, Delivery.Durable));
        await world.ChangeAsync(1, "a");
        // A process that died holding the lease: nobody renews or releases it.
        await database.WriteAsync(0, static async (scope, _, token) => await scope.Connection.ExecuteAsync(
            "INSERT INTO offtrac_event_lease VALUES ('dispatch', 'dead', @soon)",
            new { soon = Sdk.TracTime.ToMicroseconds(TimeProvider.System.GetUtcNow().AddSeconds(2)) }, scope.Transaction), scope: null, default);
        await world.Dispatcher().DeliverBrieflyAsync(TimeSpan.FromSeconds(5), default);
        Assert.Empty(durable.Heard);
        await world.DispatchUntilAsync(() => !durable.Heard.IsEmpty);
        Assert.Equal(["a"], durable.Comments(1));
    }

    [SkippableFact]
    public async Task Two_dispatchers_never_tell_of_one_event_at_the_same_time()
    {
        await using var database = await engine.OpenGoldenAsync();
        var (first, second) = (new DeliveryWorld(database), new DeliveryWorld(database));
        var inside = new System.Collections.Concurrent.ConcurrentDictionary<long, int>();
        var clashes = 0;
        RecordingListener Listener() => new(async (change, token) =>
        {
            if (!inside.TryAdd(change.Number, 0))
                Interlocked.Increment(ref clashes);
            await Task.Delay(5, token);
            inside.TryRemove(change.Number, out _);
        });
        var (one, two) = (Listener(), Listener());
        first.Enable((Name, one, Delivery.Durable));
        second.Enable((Name, two, Delivery.Durable));
        using var stop = new CancellationTokenSource();
        using var stopFirst = new CancellationTokenSource();
        var running = new[] { first.Dispatcher().RunAsync(stopFirst.Token), second.Dispatcher().RunAsync(stop.Token) };
        for (var i = 0; i < 20; i++)
            await (i % 2 == 0 ? first : second).ChangeAsync(1 + (i % 5), $"{i}");
        await DeliveryWorld.UntilAsync(() => one.Heard.Count + two.Heard.Count >= 20);
        // Who held the lease gives it back, and the other goes on.
        await stopFirst.CancelAsync();
        await running[0];
        await first.ChangeAsync(9, "after");
        await DeliveryWorld.UntilAsync(() => two.Comments(9).Count == 1);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        Assert.Equal(0, clashes);
        Assert.Equal(21, one.Heard.Concat(two.Heard).Select(change => change.Number).Distinct().Count());
    }

    [SkippableFact]
    public async Task A_command_without_plugins_records_for_what_the_host_announced()
    {
        await using var database = await engine.OpenGoldenAsync();
        var (host, command) = (new DeliveryWorld(database), new DeliveryWorld(database));
        var durable = new RecordingListener();
        host.Enable((Name, durable, Delivery.Durable));
        await host.ChangeAsync(1, "a");
        await host.DispatchUntilAsync(() => durable.Heard.Count == 1);
        await command.ChangeAsync(1, "b");
        Assert.Single(await host.Queue.ListAsync(Name, default));
        await host.Dispatcher().DeliverBrieflyAsync(TimeSpan.FromSeconds(5), default);
        Assert.Equal(["a", "b"], durable.Comments(1));
        Assert.Empty(await host.Queue.ListAsync(Name, default));
    }

    [SkippableFact]
    public async Task Keeps_a_bounded_backlog_for_a_component_that_is_off()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new() { Backlog = 3, Poll = TimeSpan.FromMilliseconds(50), CleanUp = TimeSpan.FromMilliseconds(100) });
        var (gone, other) = (new RecordingListener(), new RecordingListener());
        world.Enable((Name, gone, Delivery.Durable), ("test.Other", other, Delivery.Durable));
        for (var i = 0; i < 5; i++)
            await world.ChangeAsync(1, $"{i}");
        world.Enable(("test.Other", other, Delivery.Durable));
        await world.ChangeAsync(1, "5");
        await world.DispatchUntilAsync(() => other.Heard.Count == 6 && world.Queue.ListAsync(Name, default).AsTask().GetAwaiter().GetResult().Count == 3);
        Assert.Empty(gone.Heard);
        world.Enable((Name, gone, Delivery.Durable), ("test.Other", other, Delivery.Durable));
        await world.DispatchUntilAsync(() => gone.Heard.Count == 3);
        Assert.Equal(["2", "3", "4"], gone.Comments(1));
    }

    [SkippableFact]
    public async Task Drops_what_an_administrator_gives_up()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        world.Enable((Name, new RecordingListener(), Delivery.Durable), ("test.Other", new RecordingListener(), Delivery.Durable));
        await world.ChangeAsync(1, "a");
        await world.ChangeAsync(1, "b");
        var all = await world.Queue.ListAsync(component: null, default);
        Assert.Equal(4, all.Count);
        Assert.Equal(1, await world.Queue.DropAsync(all[0].Event, "TEST.listener", default));
        Assert.Equal(1, await world.Queue.DropAsync(number: null, Name, default));
        Assert.Equal("2", await world.ScalarAsync("SELECT COUNT(*) FROM offtrac_event"));
        Assert.Equal(2, await world.Queue.DropAsync(number: null, component: null, default));
        Assert.Equal("0", await world.ScalarAsync("SELECT COUNT(*) FROM offtrac_event"));
    }

    [SkippableFact]
    public async Task A_renaming_keeps_its_place_among_the_events_of_both_names()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var isBroken = true;
        var durable = new RecordingListener((change, _) => change is WikiPageChanged { Page.Name: "Old" } && isBroken
            ? throw new InvalidOperationException("not yet")
            : ValueTask.CompletedTask);
        world.Enable((Name, durable, Delivery.Durable));
        await database.WriteAsync(world, static async (scope, world, token) =>
        {
            await world.Recorder.RecordAsync(new WikiPageChanged { Page = Page("Old") }, scope, token);
            await world.Recorder.RecordAsync(new WikiPageRenamed { Page = Page("New"), OldName = "Old" }, scope, token);
            await world.Recorder.RecordAsync(new WikiPageChanged { Page = Page("New") }, scope, token);
            await world.Recorder.RecordAsync(new WikiPageChanged { Page = Page("Else") }, scope, token);
            return 0;
        }, scope: null, default);
        await world.DispatchUntilAsync(() => !durable.Heard.IsEmpty);
        Assert.Equal(["Else"], durable.Heard.OfType<WikiPageChanged>().Select(changed => changed.Page.Name));
        isBroken = false;
        await world.Queue.RetryAsync(number: null, component: null, default);
        await world.DispatchUntilAsync(() => durable.Heard.Count == 4);
        Assert.Equal(
            ["Else", "Old", "Old > New", "New"],
            durable.Heard.Select(change => change is WikiPageRenamed renamed ? $"{renamed.OldName} > {renamed.Page.Name}" : ((WikiPageChanged)change).Page.Name));
    }

    private static WikiPage Page(string name) => new() { Name = name, Version = 1, Text = "t" };

    private static async Task CountAsync(DeliveryWorld world, Database database, int ticket) => await database.WriteAsync(
        (world, ticket),
        static async (scope, state, token) =>
        {
            await scope.Connection.ExecuteAsync("UPDATE ticket SET version = COALESCE(version, '') || 'x' WHERE id = @ticket", new { state.ticket }, scope.Transaction);
            var length = await scope.Connection.ExecuteScalarAsync<string>("SELECT version FROM ticket WHERE id = @ticket", new { state.ticket }, scope.Transaction);
            var count = length!.Count(letter => letter == 'x');
            await state.world.Recorder.RecordAsync(
                DeliveryWorld.Changed(state.ticket, count.ToString(System.Globalization.CultureInfo.InvariantCulture)), scope, token);
            return 0;
        },
        scope: null,
        default);
}
