using OffTrac.Core.Components;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Components;

public sealed class ContainmentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listener_that_throws_is_skipped_logged_by_name_and_kept_as_text(bool trusted)
    {
        var points = new TestPoints();
        var (bad, good) = (new TestComponent(), new TestComponent());
        points.Replace(("x.Bad", bad), ("y.Good", good));
        if (trusted)
        {
            await points.WarmUpAsync();
        }

        bad.Does = (_, _) => throw new InvalidOperationException("out of\nink");
        var calls = good.Calls;
        await points.TellAsync();

        Assert.Equal(calls + 1, good.Calls);
        var statistics = points.Statistics("x.Bad");
        Assert.Equal(1, statistics.Failures);
        var failure = Assert.Single(statistics.LastFailures);
        Assert.Equal("InvalidOperationException: out of ink", failure.Message);
        Assert.Contains("TestComponent.ToldAsync", failure.Details, StringComparison.Ordinal);
        Assert.Contains(points.Log, line =>
            line.StartsWith("Component x.Bad of plugin test 1.2 failed as ITestListener: InvalidOperationException: out of ink", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Policy_that_throws_stops_its_caller_with_text_only()
    {
        var points = new TestPoints();
        points.Replace(("x.Bad", new TestComponent { Does = (_, _) => throw new InvalidOperationException("no") }));

        var thrown = await Assert.ThrowsAsync<ComponentFailedException>(async () =>
            await points.Policies.AskFirstAsync("", static (p, text, token) => p.AskAsync(text, token), default));

        Assert.Equal("x.Bad failed as ITestPolicy: InvalidOperationException: no", thrown.Message);
        Assert.Null(thrown.InnerException);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listener_that_never_returns_is_given_up_cancelled_and_not_entered_again_until_it_has_returned(bool trusted)
    {
        var points = new TestPoints();
        var (bad, good) = (new TestComponent(), new TestComponent());
        var release = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lease = points.Replace(("x.Bad", bad), ("y.Good", good));
        if (trusted)
        {
            await points.WarmUpAsync();
        }

        bad.Does = (_, token) =>
        {
            token.UnsafeRegister(_ => cancelled.TrySetResult(), null);
            return new(release.Task);
        };
        var (badCalls, goodCalls) = (bad.Calls, good.Calls);
        await points.TellAsync();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await points.TellAsync();

        Assert.Equal((badCalls + 1, goodCalls + 2), (bad.Calls, good.Calls));
        Assert.Equal((1, 1), ((int)points.Statistics("x.Bad").TimeOuts, points.Statistics("x.Bad").Stalled));

        points.Replace();
        Assert.Equal(1, lease.Inside);
        release.SetResult(null);
        await Eventually(() => lease.Inside == 0);
    }

    [Fact]
    public async Task Listener_that_spins_in_its_first_calls_costs_its_caller_the_limit_and_later_callers_nothing()
    {
        var points = new TestPoints();
        var stop = 0;
        var bad = new TestComponent
        {
            Does = (_, _) =>
            {
                while (Volatile.Read(ref stop) == 0)
                {
                    Thread.SpinWait(100);
                }

                return default;
            },
        };
        var good = new TestComponent();
        points.Replace(("x.Bad", bad), ("y.Good", good));

        await points.TellAsync();
        await points.TellAsync();

        Assert.Equal((1, 2), (bad.Calls, good.Calls));
        Assert.Contains(points.Log, line => line.Contains("x.Bad", StringComparison.Ordinal) && line.Contains("did not return within 1 s", StringComparison.Ordinal));
        Volatile.Write(ref stop, 1);
        await Eventually(() => points.Statistics("x.Bad").Stalled == 0);
        await points.TellAsync();
        Assert.Equal(2, bad.Calls);
    }

    [Fact]
    public async Task Trusted_listener_that_keeps_its_callers_thread_is_found_cancelled_and_left_out_for_others()
    {
        var points = new TestPoints();
        var (bad, good) = (new TestComponent(), new TestComponent());
        points.Replace(("x.Bad", bad), ("y.Good", good));
        await points.WarmUpAsync();
        bad.Does = (_, token) =>
        {
            token.WaitHandle.WaitOne();
            return default;
        };
        var calls = bad.Calls;

        var first = Task.Run(async () => await points.TellAsync());
        await Eventually(() =>
        {
            points.Points.FindStalls();
            return points.Statistics("x.Bad").TimeOuts == 1;
        });
        await first.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(calls + 1, bad.Calls);
        Assert.Equal(0, points.Statistics("x.Bad").Stalled);
    }

    [Fact]
    public async Task Trusted_listener_that_returns_while_it_is_found_stalled_is_called_again()
    {
        var points = new TestPoints();
        var bad = new TestComponent();
        points.Replace(("x.Bad", bad));
        await points.WarmUpAsync();
        using var release = new ManualResetEventSlim();
        bad.Does = (_, _) =>
        {
            release.Wait(CancellationToken.None);
            return default;
        };
        var first = Task.Run(async () => await points.TellAsync());
        points.Logging = _ =>
        {
            release.Set();
            Block(first);
        };
        await Eventually(() =>
        {
            points.Points.FindStalls();
            return points.Statistics("x.Bad").TimeOuts == 1;
        });

        Assert.Equal(0, points.Statistics("x.Bad").Stalled);
        var calls = bad.Calls;
        await points.TellAsync();
        Assert.Equal(calls + 1, bad.Calls);
    }

    [Fact]
    public async Task Listener_that_keeps_failing_is_suspended_then_tried_with_one_call_and_for_longer_each_time()
    {
        var time = new ManualTime();
        var points = new TestPoints(time);
        var bad = new TestComponent { Does = (_, _) => throw new InvalidOperationException("no") };
        points.Replace(("x.Bad", bad));

        for (var i = 0; i < 20; i++)
        {
            await points.TellAsync();
        }

        Assert.Equal(5, bad.Calls);
        Assert.Equal(BreakerState.Open, points.Statistics("x.Bad").Breaker);
        Assert.Equal(time.GetUtcNow().AddMinutes(1), points.Statistics("x.Bad").SuspendedUntil);

        time.Advance(TimeSpan.FromMinutes(1));
        await points.TellAsync();
        await points.TellAsync();
        Assert.Equal(6, bad.Calls);
        Assert.Equal(time.GetUtcNow().AddMinutes(2), points.Statistics("x.Bad").SuspendedUntil);

        bad.Does = static (_, _) => default;
        time.Advance(TimeSpan.FromMinutes(2));
        await points.TellAsync();
        await points.TellAsync();
        Assert.Equal(8, bad.Calls);
        Assert.Equal(BreakerState.Closed, points.Statistics("x.Bad").Breaker);
    }

    [Fact]
    public async Task Suspended_policy_refuses_its_callers()
    {
        var points = new TestPoints(new ManualTime());
        var bad = new TestComponent { Does = (_, _) => throw new InvalidOperationException("no") };
        points.Replace(("x.Bad", bad));

        ComponentFailedException? last = null;
        for (var i = 0; i < 6; i++)
        {
            last = await Assert.ThrowsAsync<ComponentFailedException>(async () =>
                await points.Policies.AskFirstAsync("", static (p, text, token) => p.AskAsync(text, token), default));
        }

        Assert.Equal(5, bad.Calls);
        Assert.Contains("suspended after 5 failures in a row until 2026-01-02 03:05:05Z", last!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pause_of_a_breaker_grows_to_an_hour_and_a_success_makes_it_a_minute_again()
    {
        var time = new ManualTime();
        var breaker = new Breaker(time, threshold: 1);
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            Assert.True(breaker.TryBegin());
            Assert.False(i > 0 && breaker.TryBegin());
            breaker.Failed();
            pauses.Add((breaker.Until!.Value - time.GetUtcNow()).TotalMinutes);
            time.Advance(breaker.Until.Value - time.GetUtcNow());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses);
        breaker.Succeeded();
        breaker.Failed();
        Assert.Equal(time.GetUtcNow().AddMinutes(1), breaker.Until);
    }

    [Fact]
    public async Task Exception_whose_own_members_throw_is_contained()
    {
        var points = new TestPoints();
        points.Replace(("x.Bad", new TestComponent { Does = (_, _) => throw new HostileException() }));

        await points.TellAsync();

        Assert.Equal(nameof(HostileException), points.Statistics("x.Bad").LastFailures[0].Message);
    }

    internal static async Task Eventually(Func<bool> condition)
    {
        for (var i = 0; i < 3000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }

    private sealed class HostileException : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string ToString() => throw new InvalidOperationException();
    }

    private static void Block(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
}
