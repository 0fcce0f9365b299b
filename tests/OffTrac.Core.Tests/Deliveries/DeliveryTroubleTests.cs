using Dapper;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>Listeners that fail, hang or have nobody to talk to, on both engines.</summary>
public abstract class DeliveryTroubleTests(TestEngine engine) : IDisposable
{
    private const string Name = "test.Listener";

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task What_is_undeliverable_is_dropped_with_a_line_and_the_next_is_told()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var listener = new RecordingListener((change, _) => change is TicketChanged { Comment: "huge" }
            ? throw new UndeliverableException("larger than 512 MB") : default);
        world.Enable((Name, listener, Delivery.Durable));
        foreach (var comment in new[] { "a", "huge", "b" })
            await world.ChangeAsync(1, comment);
        await world.DispatchUntilAsync(() => listener.Comments(1).Count == 2);
        Assert.Equal(["a", "b"], listener.Comments(1));
        Assert.Equal("0", await world.ScalarAsync("SELECT COUNT(*) FROM offtrac_event"));
        var line = Assert.Single(world.Logged.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Contains("ticket:1", line, StringComparison.Ordinal);
        Assert.Contains("larger than 512 MB", line, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_component_whose_receiver_is_away_waits_as_a_whole_and_goes_on_when_it_says_so()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings { FirstPause = TimeSpan.FromHours(1), LongestPause = TimeSpan.FromHours(1), LongestOutagePause = TimeSpan.FromHours(1) });
        var (isAway, tries) = (true, 0);
        var listener = new RecordingListener((_, _) =>
        {
            Interlocked.Increment(ref tries);
            return isAway ? throw new DeliveryPausedException("Redis is away") : default;
        });
        var other = new RecordingListener();
        world.Enable((Name, listener, Delivery.Durable), ("test.Other", other, Delivery.Durable));
        for (var i = 0; i < 40; i++)
            await world.ChangeAsync(1 + (i % 20), $"{i}");
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => other.Heard.Count == 40 && Volatile.Read(ref tries) > 0);
        await DeliveryWorld.UntilAsync(async () => (await world.Queue.ListAsync(Name, default))[0].Error == "Redis is away");
        var triedWhileAway = Volatile.Read(ref tries);
        await world.ChangeAsync(21, "later");
        await DeliveryWorld.UntilAsync(() => other.Heard.Count == 41);
        Assert.Equal(triedWhileAway, Volatile.Read(ref tries));
        Assert.All(await world.Queue.ListAsync(Name, default), waiting => Assert.Equal((0, null), (waiting.Attempts, waiting.NextTry)));

        isAway = false;
        await ((IDeliveries)world.Queue).RetryAsync(Name, default);
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 41);
        await stop.CancelAsync();
        await running;
        for (var ticket = 1; ticket <= 20; ticket++)
            Assert.Equal([$"{ticket - 1}", $"{ticket + 19}"], listener.Comments(ticket));
    }

    [SkippableFact]
    public async Task Many_failures_in_a_row_are_an_outage_and_end_together()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings { FirstPause = TimeSpan.FromMilliseconds(100), LongestOutagePause = TimeSpan.FromMilliseconds(200), Parallelism = 4 });
        var (isAway, tries) = (true, 0);
        var listener = new RecordingListener((_, _) =>
        {
            Interlocked.Increment(ref tries);
            return isAway ? throw new InvalidOperationException("refused") : default;
        });
        world.Enable((Name, listener, Delivery.Durable));
        for (var i = 0; i < 300; i++)
            await world.ChangeAsync(1 + i, "x");
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => Volatile.Read(ref tries) >= 8);
        // Far fewer than there are resources: what failed is tried, not everything.
        Assert.InRange(Volatile.Read(ref tries), 8, 100);
        isAway = false;
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 300);
        await stop.CancelAsync();
        await running;
        Assert.Equal(300, listener.Heard.Select(change => change.Number).Distinct().Count());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_hangs_holds_up_its_resource_only_and_is_not_entered_twice(bool blocksThread)
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings { TimeLimit = TimeSpan.FromMilliseconds(300), FirstPause = TimeSpan.FromMilliseconds(50), Poll = TimeSpan.FromMilliseconds(50) });
        var hang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (inside, most, calls) = (0, 0, 0);
        var listener = new RecordingListener(async (change, _) =>
        {
            if (change is not TicketChanged { Ticket.Id: 1 } || Interlocked.Increment(ref calls) > 1)
                return;
            most = Math.Max(most, Interlocked.Increment(ref inside));
            if (blocksThread)
                Block(hang.Task);
            else
                await hang.Task;
            Interlocked.Decrement(ref inside);
        });
        world.Enable((Name, listener, Delivery.Durable));
        foreach (var (ticket, comment) in new[] { (1, "a"), (2, "b"), (1, "c"), (3, "d") })
            await world.ChangeAsync(ticket, comment);
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(async () => (await world.Queue.ListAsync(Name, default)) is [{ Attempts: 1 }, _]);
        await world.ChangeAsync(4, "e");
        await DeliveryWorld.UntilAsync(() => listener.Comments(4).Count == 1);
        await Task.Delay(300);
        Assert.Equal((1, 1), (Volatile.Read(ref calls), most));
        Assert.Contains("did not return within 0.3 s", (await world.Queue.ListAsync(Name, default))[0].Error, StringComparison.Ordinal);
        hang.SetResult();
        await DeliveryWorld.UntilAsync(() => listener.Comments(1) is [.., "c"]);
        await stop.CancelAsync();
        await running;
        Assert.Equal(["a", "a", "c"], listener.Comments(1));
        Assert.True(listener.Heard.OfType<TicketChanged>().Last(changed => changed.Comment == "a").MayRepeat);
    }

    [SkippableFact]
    public async Task What_failed_says_that_it_may_repeat_also_before_the_database_could_write_that_down()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var (calls, failed) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var listener = new RecordingListener(async (_, _) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                await failed.Task;
                throw new TracException("not now");
            }
        });
        world.Enable((Name, listener, Delivery.Durable));
        await world.ChangeAsync(1, "a");
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => Volatile.Read(ref calls) == 1);
        await using (await database.BeginWriteAsync(default))
        {
            failed.SetResult();
            await DeliveryWorld.UntilAsync(() => !listener.Heard.IsEmpty);
        }

        await stop.CancelAsync();
        await running;
        Assert.True(Assert.Single(listener.Heard).MayRepeat);
    }

    [SkippableFact]
    public async Task Who_ignores_cancellation_keeps_the_lease_until_it_expires()
    {
        await using var database = await engine.OpenGoldenAsync();
        var settings = new DeliverySettings { Lease = TimeSpan.FromSeconds(3), Grace = TimeSpan.FromMilliseconds(100), Poll = TimeSpan.FromMilliseconds(50), MarkDelay = TimeSpan.FromMilliseconds(10) };
        var (first, second) = (new DeliveryWorld(database, settings), new DeliveryWorld(database, settings));
        var hang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isInside = false;
        var deaf = new RecordingListener(async (_, _) =>
        {
            isInside = true;
            await hang.Task;
        });
        var next = new RecordingListener();
        first.Enable((Name, deaf, Delivery.Durable));
        second.Enable((Name, next, Delivery.Durable));
        await first.ChangeAsync(1, "a");
        using var stop = new CancellationTokenSource();
        var running = first.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => Volatile.Read(ref isInside));
        await stop.CancelAsync();
        await running;
        Assert.Contains(first.Logged.Lines, line => line.Contains("have not ended", StringComparison.Ordinal));
        await second.Dispatcher().DeliverBrieflyAsync(TimeSpan.FromSeconds(1), default);
        Assert.Empty(next.Heard);
        await second.DispatchUntilAsync(() => !next.Heard.IsEmpty);
        Assert.True(Assert.Single(next.Heard).MayRepeat);
        hang.SetResult();
    }

    [SkippableFact]
    public async Task A_cancelled_call_is_told_again_by_the_next()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var isInside = false;
        var listener = new RecordingListener(async (_, token) =>
        {
            if (isInside)
                return;
            isInside = true;
            await Task.Delay(Timeout.Infinite, token);
        });
        world.Enable((Name, listener, Delivery.Durable));
        await world.ChangeAsync(1, "a");
        await world.DispatchUntilAsync(() => Volatile.Read(ref isInside));
        Assert.Equal(0, Assert.Single(await world.Queue.ListAsync(Name, default)).Attempts);
        await world.DispatchUntilAsync(() => !listener.Heard.IsEmpty);
        Assert.False(Assert.Single(listener.Heard).MayRepeat);
    }

    [SkippableFact]
    public async Task A_component_keeps_no_more_than_it_wants()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var isAway = true;
        ValueTask Hear(ChangeEvent change, CancellationToken token) => isAway ? throw new DeliveryPausedException("away") : default;
        var (few, young, all) = (new RecordingListener(Hear) { MaxEvents = 3 }, new RecordingListener(Hear) { MaxAge = TimeSpan.FromHours(1) }, new RecordingListener(Hear));
        world.Enable((Name, few, Delivery.Durable), ("test.Young", young, Delivery.Durable), ("test.All", all, Delivery.Durable));
        for (var i = 0; i < 5; i++)
            await world.ChangeAsync(1 + i, $"{i}");
        await database.WriteAsync(0, static async (scope, _, _) => await scope.Connection.ExecuteAsync(
            "UPDATE offtrac_event SET recorded = recorded - 7200000000 WHERE number <= (SELECT MIN(number) FROM offtrac_event)", transaction: scope.Transaction), scope: null, default);
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => !few.Dropped.IsEmpty && !young.Dropped.IsEmpty);
        IDeliveries deliveries = world.Queue;
        Assert.Equal([("test.All", 5L), (Name, 3L), ("test.Young", 4L)], (await deliveries.CountAsync(component: null, default)).Select(pending => (pending.Component, pending.Count)));
        Assert.Equal(3, Assert.Single(await deliveries.CountAsync(Name.ToUpperInvariant(), default)).Count);
        isAway = false;
        await deliveries.RetryAsync(component: null, default);
        await DeliveryWorld.UntilAsync(() => all.Heard.Count == 5 && few.Heard.Count == 3 && young.Heard.Count == 4);
        await stop.CancelAsync();
        await running;
        Assert.Equal((2L, "ticket.changed", 2L), (Assert.Single(few.Dropped).Count, few.Dropped.First().Kinds.Single().Key, few.Dropped.First().Kinds.Single().Value));
        Assert.Equal(1, Assert.Single(young.Dropped).Count);
        Assert.Equal(["2", "3", "4"], few.Heard.Cast<TicketChanged>().Select(changed => changed.Comment!).Order(StringComparer.Ordinal));
        Assert.Empty(all.Dropped);
        Assert.Empty(await deliveries.CountAsync(component: null, default));
    }

    [SkippableFact]
    public async Task A_poisoned_resource_with_more_events_than_memory_holds_does_not_stop_the_others()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings { WindowEvents = 8, WindowSize = 2000, FirstPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromMilliseconds(100), FailuresOfAnOutage = 100 });
        var isPoisoned = true;
        var listener = new RecordingListener((change, _) => change is TicketChanged { Ticket.Id: 1 } && isPoisoned ? throw new InvalidOperationException("poison") : default);
        world.Enable((Name, listener, Delivery.Durable));
        for (var i = 0; i < 40; i++)
        {
            await world.ChangeAsync(1, $"{i}");
            await world.ChangeAsync(2 + (i % 7), $"{i} {new string('x', 1000)}");
        }

        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 40);
        isPoisoned = false;
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 80);
        await stop.CancelAsync();
        await running;
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}"), listener.Comments(1));
    }

    /// <summary>For engines with several writers at a time.</summary>
    protected async Task TellLateNumberAsync()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database, new DeliverySettings { Poll = TimeSpan.FromHours(1) });
        var listener = new RecordingListener();
        world.Enable((Name, listener, Delivery.Durable));
        await world.ChangeAsync(9, "before");
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 1);
        await using (var late = await database.BeginWriteAsync(default))
        {
            await late.Connection.ExecuteAsync("UPDATE ticket SET keywords = 'late' WHERE id = 1", transaction: late.Transaction);
            await world.Recorder.RecordAsync(DeliveryWorld.Changed(1, "late"), late, default);
            for (var i = 0; i < 5; i++)
                await world.ChangeAsync(2 + i, "higher");
            await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 6);
            await late.CommitAsync(default);
        }

        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 7);
        await stop.CancelAsync();
        await running;
        Assert.Equal(["late"], listener.Comments(1));
        Assert.Equal(7, listener.Heard.Select(change => change.Number).Distinct().Count());
    }

    /// <summary>For engines with several writers at a time.</summary>
    protected async Task TellLateBeforeNextAsync()
    {
        await using var database = await engine.OpenGoldenAsync();
        var world = new DeliveryWorld(database);
        var listener = new RecordingListener();
        world.Enable((Name, listener, Delivery.Durable));
        using var stop = new CancellationTokenSource();
        var running = world.Dispatcher().RunAsync(stop.Token);
        // The first transaction of all makes the tables, and others wait for its commit.
        await world.ChangeAsync(9, "first");
        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 1);
        for (var round = 0; round < 60; round++)
        {
            await using (var late = await database.BeginWriteAsync(default))
            {
                await late.Connection.ExecuteAsync("UPDATE ticket SET keywords = 'late' WHERE id = 1", transaction: late.Transaction);
                await world.Recorder.RecordAsync(DeliveryWorld.Changed(1, $"late {round}"), late, default);
                for (var i = 0; i < 3; i++)
                    await world.ChangeAsync(2 + i, "meanwhile");
                if (round % 2 == 0)
                    await DeliveryWorld.UntilAsync(() => listener.Heard.Count == (5 * round) + 4);
                await late.CommitAsync(default);
            }

            await world.ChangeAsync(1, $"next {round}");
            if (round % 2 == 1)
                continue;
            await DeliveryWorld.UntilAsync(() => listener.Heard.Count == (5 * (round + 1)) + 1);
        }

        await DeliveryWorld.UntilAsync(() => listener.Heard.Count == 301);
        await stop.CancelAsync();
        await running;
        Assert.Equal(Enumerable.Range(0, 60).SelectMany(static round => new[] { $"late {round}", $"next {round}" }), listener.Comments(1));
    }

    private static void Block(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
}
