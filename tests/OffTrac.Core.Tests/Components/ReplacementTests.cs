using OffTrac.Core.Components;

namespace OffTrac.Core.Tests.Components;

public sealed class ReplacementTests
{
    [Fact]
    public async Task Snapshot_lets_its_plugin_go_when_replaced_and_a_call_in_flight_has_ended()
    {
        var points = new TestPoints();
        var release = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waits = new TestComponent { Does = (_, _) => new(release.Task) };
        var lease = points.Replace(("a.A", waits));
        _ = points.Policies;
        var call = points.Policies.AskOneAsync("a.A", "", static (p, text, token) => p.AskAsync(text, token), default).AsTask();

        points.Replace(("a.A", new TestComponent()));
        Assert.Equal(1, lease.Inside);
        release.SetResult("old");

        Assert.Equal("old", await call);
        await ContainmentTests.Eventually(() => lease.Inside == 0);
    }

    [Fact]
    public async Task Call_that_loses_the_race_goes_to_the_next_generation()
    {
        var points = new TestPoints();
        var old = new TestComponent { Does = (_, _) => new("old") };
        var next = new TestComponent { Does = (_, _) => new("new") };
        var waits = new TestComponent();
        points.Replace(("a.A", waits), ("b.B", old));
        var oldLease = points.Lease;
        waits.Does = (_, _) =>
        {
            points.Replace(("a.A", new TestComponent()), ("b.B", next));
            oldLease.Close();
            return default;
        };

        Assert.Equal("new", await points.Listeners.AskFirstAsync("", static (l, text, token) => l.AskAsync(text, token), default));
        Assert.Equal(0, old.Calls);
    }

    [Fact]
    public async Task Rounds_under_steady_replacement_never_miss_a_component_nor_enter_a_closed_plugin()
    {
        var points = new TestPoints();
        points.Replace(("a.A", new TestComponent { Does = static (text, _) => new(text) }));
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var answer = await points.Points.Get<IPatientListener>().AskFirstAsync("x", static (l, text, token) => l.AskAsync(text, token), default);
                Assert.Equal("x", answer);
            }
        })).ToArray();
        var leases = new List<TestLease>();
        for (var i = 0; i < 300; i++)
        {
            var old = points.Lease;
            var component = new TestComponent { Does = static (text, _) => new(text) };
            var lease = points.Replace(("a.A", component));
            component.Does = (text, _) => lease.Inside == 0 ? throw new InvalidOperationException() : new(text);
            old.Close();
            leases.Add(old);
            await Task.Delay(1);
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        await ContainmentTests.Eventually(() => leases.TrueForAll(lease => lease.Inside == 0));
    }

    [Fact]
    public async Task Breaker_and_counters_stay_while_the_plugin_stays_and_are_new_with_a_new_one()
    {
        var points = new TestPoints();
        var bad = new TestComponent { Does = (_, _) => throw new InvalidOperationException("no") };
        var lease = points.Replace(("x.Bad", bad));
        for (var i = 0; i < 5; i++)
        {
            await points.TellAsync();
        }

        points.Points.Replace([TestPoints.Entry("x.Bad", bad, lease), TestPoints.Entry("y.Other", new TestComponent(), lease)]);
        Assert.Equal((5, BreakerState.Open), (points.Statistics("x.Bad").Calls, points.Statistics("x.Bad").Breaker));

        points.Replace(("x.Bad", bad));
        Assert.Equal((0, BreakerState.Closed), (points.Statistics("x.Bad").Calls, points.Statistics("x.Bad").Breaker));
    }
}
