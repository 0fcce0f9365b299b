using Microsoft.Extensions.Logging;

namespace OffTrac.Core.Deliveries;

/// <summary>The deliveries of all durable components while the lease is held: they come and go with the components.</summary>
internal sealed class DispatchRuns(DispatchServices services, long repeatsUpTo)
{
    private readonly Dictionary<string, (ComponentDeliveries Deliveries, Task Task, CancellationTokenSource Stop)> _running =
        new(StringComparer.OrdinalIgnoreCase);

    private readonly DeliveryBacklog _backlog = new(services);

    /// <summary>Calls that were told to end and have not.</summary>
    public int LeftCalls { get; private set; }

    /// <summary>Tells of what is due now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        foreach (var component in ListenerAnnouncements.Durable(services.Points))
            Start(component, untilEmpty: true, cancellation);
        await Task.WhenAll(_running.Values.Select(run => run.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync(_ => true).ConfigureAwait(false);
    }

    /// <summary>Runs until cancelled, or until no component is durable.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = services.Watch?.RunAsync(ending.Token) ?? Task.CompletedTask;
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                using var registration = services.Points.GetChangeToken()
                    .RegisterChangeCallback(static state => ((TaskCompletionSource)state!).TrySetResult(), changed);
                var current = ListenerAnnouncements.Current(services.Points);
                await ListenerAnnouncements.SaveAsync(services.Database, current, cancellation).ConfigureAwait(false);
                var durable = ListenerAnnouncements.Durable(services.Points);
                await StopAsync(component => !durable.Contains(component)).ConfigureAwait(false);
                foreach (var component in durable.Where(component => !_running.ContainsKey(component)))
                    Start(component, untilEmpty: false, cancellation);
                await _backlog.CleanUpAsync(durable, cancellation).ConfigureAwait(false);
                if (durable.Count == 0)
                    return;
                await WaitAsync(changed.Task, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await StopAsync(_ => true).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(Task changed, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ended = await Task.WhenAny(
            [changed, Task.Delay(services.Settings.CleanUp, services.Time, waiting.Token), .. _running.Values.Select(run => run.Task)])
            .ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        if (!ended.IsFaulted || cancellation.IsCancellationRequested)
            return;
        services.Logger.LogWarning("Deliveries failed and begin again: {Reason}", ended.Exception.InnerException?.Message);
        await Task.Delay(services.Settings.FirstPause, services.Time, cancellation).ConfigureAwait(false);
        await StopAsync(component => _running[component].Task.IsCompleted).ConfigureAwait(false);
    }

    private void Start(string component, bool untilEmpty, CancellationToken cancellation)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var deliveries = new ComponentDeliveries(component, repeatsUpTo, services);
        _running.Add(component, (deliveries, Task.Run(() => deliveries.RunAsync(untilEmpty, stop.Token), CancellationToken.None), stop));
    }

    private async Task StopAsync(Func<string, bool> which)
    {
        var ending = _running.Keys.Where(which).Select(component => (component, run: _running[component])).ToList();
        foreach (var (_, run) in ending)
            await run.Stop.CancelAsync().ConfigureAwait(false);
        foreach (var (component, run) in ending)
        {
            _running.Remove(component);
            await run.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            LeftCalls += run.Deliveries.LeftCalls;
            run.Stop.Dispose();
        }
    }
}
