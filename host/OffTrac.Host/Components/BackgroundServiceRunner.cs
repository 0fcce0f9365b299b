using OffTrac.Core.Components;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Components;

/// <summary>Runs a component's background work until the component goes; starts it again when it ends before.</summary>
#pragma warning disable CA1001 // StopAsync ends its life, token source included.
internal sealed class BackgroundServiceRunner
#pragma warning restore CA1001
{
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(25);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ComponentDescription _description;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private Task _running = Task.CompletedTask;

    private BackgroundServiceRunner(ComponentDescription description, ILogger logger, TimeProvider time)
    {
        _description = description;
        _logger = logger;
        _time = time;
    }

    public static BackgroundServiceRunner Start(
        IBackgroundService service, ComponentDescription description, ILogger logger, TimeProvider time)
    {
        var runner = new BackgroundServiceRunner(description, logger, time);
        using (ExecutionContext.SuppressFlow())
        {
            runner._running = Task.Run(() => runner.RunAsync(service, runner._stopping.Token));
        }

        return runner;
    }

    /// <summary>Asks the work to end and waits for it, but not for ever.</summary>
    public async Task StopAsync()
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            _logger.LogError("Component {Component} failed when it was told to stop: {Error}", _description.Name, ExceptionText.Full(exception));
        }

        await _running.WaitAsync(s_stopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_running.IsCompleted)
        {
            _logger.LogError("Background work of component {Component} did not end within {Limit}", _description.Name, s_stopLimit);
            return;
        }

        _stopping.Dispose();
    }

    private async Task RunAsync(IBackgroundService service, CancellationToken cancellation)
    {
        for (var pause = s_shortestPause; !cancellation.IsCancellationRequested;)
        {
            var started = _time.GetTimestamp();
            await RunOnceAsync(service, cancellation).ConfigureAwait(false);

            // What ran for long was well; its next end is a new story.
            pause = _time.GetElapsedTime(started) > s_longestPause ? s_shortestPause : pause;
            await Task.Delay(pause, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    private async Task RunOnceAsync(IBackgroundService service, CancellationToken cancellation)
    {
        try
        {
            await service.RunAsync(cancellation).ConfigureAwait(false);
            if (!cancellation.IsCancellationRequested)
            {
                _logger.LogWarning("Background work of component {Component} ended; it will be started again", _description.Name);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how it ends.
        }
        catch (Exception exception)
        {
            _logger.LogError(
                "Background work of component {Component} of plugin {Plugin} {PluginVersion} failed; it will be started again: {Error}",
                _description.Name, _description.Plugin, _description.PluginVersion, ExceptionText.Full(exception));
        }
    }
}
