using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;

namespace OffTrac.Core.Tests.Components;

public sealed class ExtensionPointTests
{
    private static readonly Func<ITestListener, string, CancellationToken, ValueTask<string?>> s_ask =
        static (listener, text, token) => listener.AskAsync(text, token);

    [Fact]
    public void Point_is_the_same_object_before_and_after_components_come()
    {
        var points = new TestPoints();
        var before = points.Listeners;
        Assert.Empty(before.Components);

        points.Replace(("a.B", new TestComponent()));

        Assert.Same(before, points.Listeners);
        Assert.Equal(["a.B"], before.Components);
        Assert.Equal(["a.B"], points.Points.Components.Select(component => component.Name));
    }

    [Fact]
    public void Change_token_fires_at_the_next_replacement_and_only_once()
    {
        var points = new TestPoints();
        var fired = 0;
        using var registration = points.Points.GetChangeToken().RegisterChangeCallback(_ => fired++, null);

        points.Replace(("a.B", new TestComponent()));
        points.Replace();

        Assert.Equal(1, fired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Components_are_told_one_after_the_other_in_order(bool trusted)
    {
        var points = new TestPoints();
        var told = new List<string>();
        var (first, second, third) = (new TestComponent(), new TestComponent(), new TestComponent());
        points.Replace(("a.A", first), ("b.B", second), ("c.C", third));
        if (trusted)
        {
            await points.WarmUpAsync();
        }

        first.Does = async (_, token) => { await Task.Delay(20, token); told.Add("a"); return null; };
        second.Does = (_, _) => { told.Add("b"); return default; };
        third.Does = async (_, _) => { await Task.Yield(); told.Add("c"); return null; };
        await points.TellAsync();

        Assert.Equal(["a", "b", "c"], told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task First_answer_that_is_not_the_default_ends_the_round(bool trusted)
    {
        var points = new TestPoints();
        var last = new TestComponent();
        var second = new TestComponent();
        points.Replace(("a.A", new TestComponent()), ("b.B", second), ("c.C", last));
        if (trusted)
        {
            await points.WarmUpAsync();
        }

        second.Does = (text, _) => new(text + "!");
        var calls = last.Calls;

        Assert.Equal("hello!", await points.Listeners.AskFirstAsync("hello", s_ask, default));
        Assert.Equal(calls, last.Calls);
    }

    [Fact]
    public async Task All_answers_come_with_their_components_and_without_the_failed_one()
    {
        var points = new TestPoints();
        points.Replace(
            ("a.A", new TestComponent { Does = (_, _) => new("1") }),
            ("b.B", new TestComponent { Does = (_, _) => throw new InvalidOperationException("no") }),
            ("c.C", new TestComponent { Does = (_, _) => default }));

        var answers = await points.Listeners.AskAllAsync("", s_ask, default);

        Assert.Equal([("a.A", "1"), ("c.C", null)], answers.Select(answer => (answer.Component, answer.Value)));
    }

    [Fact]
    public async Task Listed_components_go_first_by_last_part_or_full_name_and_an_edit_of_the_list_is_seen()
    {
        var points = new TestPoints();
        points.Replace(("a.One", new TestComponent()), ("b.Two", new TestComponent()), ("c.Three", new TestComponent()));
        IReadOnlyList<string> list = ["Three", "B.TWO", "Missing", "two"];
        var first = points.Listeners.Ordered(() => list, onlyListed: false);
        var only = points.Listeners.Ordered(() => list, onlyListed: true);

        Assert.Equal(["c.Three", "b.Two", "a.One"], first.Components);
        Assert.Equal(["c.Three", "b.Two"], only.Components);
        list = ["One"];
        Assert.Equal(["a.One", "b.Two", "c.Three"], first.Components);
        Assert.Equal(["a.One"], only.Components);

        points.Replace(("b.Two", new TestComponent { Does = (_, _) => new("two") }));
        Assert.Equal("two", await first.AskFirstAsync("", s_ask, default));
        Assert.Null(await only.AskFirstAsync("", s_ask, default));
    }

    [Fact]
    public void Order_that_nobody_asks_for_any_more_is_not_kept()
    {
        var points = new TestPoints();
        points.Replace(("a.One", new TestComponent()), ("b.Two", new TestComponent()));
        var list = OrderOnce(points);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(list.IsAlive);
        Assert.Equal(["a.One", "b.Two"], points.Listeners.Components);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference OrderOnce(TestPoints points)
    {
        IReadOnlyList<string> list = new List<string> { "Two" };
        Assert.Equal(["b.Two"], points.Listeners.Ordered(() => list, onlyListed: true).Components);
        return new WeakReference(list);
    }

    [Fact]
    public async Task Plain_round_leaves_durable_listeners_out()
    {
        var points = new TestPoints();
        var (plain, durable) = (new TestComponent(), new TestComponent());
        var lease = new TestLease();
        points.Points.Replace([TestPoints.Entry("a.A", durable, lease, Delivery.Durable), TestPoints.Entry("b.B", plain, lease)]);

        await points.Listeners.TellPlainAsync("", static (listener, text, token) => listener.ToldAsync(text, token), default);

        Assert.Equal((1, 0), (plain.Calls, durable.Calls));
        Assert.Equal(["a.A"], points.Listeners.Durable.Select(component => component.Name));
    }

    [Fact]
    public async Task One_component_is_told_or_asked_by_name_without_case()
    {
        var points = new TestPoints();
        points.Replace(("a.A", new TestComponent { Does = (_, _) => new("yes") }), ("b.B", new TestComponent()));

        Assert.Equal("yes", await points.Listeners.AskOneAsync("A.a", "", s_ask, default));
        Assert.Null(await points.Listeners.TellOneAsync("b.B", "", static (l, text, token) => l.ToldAsync(text, token), default));
        Assert.NotNull(await points.Listeners.TellOneAsync("x.X", "", static (l, text, token) => l.ToldAsync(text, token), default));
        var missing = await Assert.ThrowsAsync<ComponentFailedException>(async () => await points.Listeners.AskOneAsync("x.X", "", s_ask, default));
        Assert.Equal("x.X", missing.Component);
    }

    [Fact]
    public async Task Cancelled_caller_ends_the_round_and_blames_nobody()
    {
        var points = new TestPoints();
        var (waits, next) = (new TestComponent(), new TestComponent());
        points.Replace(("a.A", waits), ("b.B", next));
        using var source = new CancellationTokenSource();
        waits.Does = async (_, token) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await points.TellAsync("", source.Token));

        Assert.Equal(0, next.Calls);
        Assert.Equal(0, points.Statistics("a.A").Failures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Async_local_that_a_component_sets_does_not_reach_its_caller(bool trusted)
    {
        var local = new AsyncLocal<object?>();
        var points = new TestPoints();
        var component = new TestComponent();
        points.Replace(("a.A", component));
        if (trusted)
        {
            await points.WarmUpAsync();
        }

        component.Does = (_, _) => { local.Value = new object(); return default; };
        await points.TellAsync();
        Assert.Null(local.Value);
        await points.Listeners.AskFirstAsync("", s_ask, default);
        Assert.Null(local.Value);
        await points.Listeners.AskOneAsync("a.A", "", s_ask, default);
        Assert.Null(local.Value);
    }

    [Fact]
    public async Task Synchronous_round_over_trusted_components_allocates_nothing()
    {
        var points = new TestPoints();
        points.Replace([.. Enumerable.Range(0, 10).Select(i => ($"a.C{i}", new TestComponent()))]);
        await points.WarmUpAsync();
        var listeners = points.Listeners;
        using var source = new CancellationTokenSource();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            await listeners.TellAsync("", static (l, text, token) => l.ToldAsync(text, token), default);
            await listeners.TellPlainAsync("", static (l, text, token) => l.ToldAsync(text, token), source.Token);
            await listeners.AskFirstAsync("", s_ask, default);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
        Assert.Equal(40 + 3000, points.Statistics("a.C9").Calls);
    }

    [Fact]
    public async Task Trac_exception_of_a_policy_reaches_the_caller_and_one_of_a_plugins_own_type_as_text()
    {
        var points = new TestPoints();
        var policy = new TestComponent { Does = (_, _) => throw new OwnException("Milestone m1 is closed") };
        points.Replace(("a.A", policy));

        for (var i = 0; i < 40; i++)
        {
            var thrown = await Assert.ThrowsAsync<TracException>(async () =>
                await points.Policies.AskFirstAsync("", static (p, text, token) => p.AskAsync(text, token), default));
            Assert.Equal("Milestone m1 is closed", thrown.Message);
        }

        Assert.Equal(0, points.Statistics("a.A", nameof(ITestPolicy)).Failures);
    }

    private sealed class OwnException(string message) : TracException(message);
}
