using OffTrac.Core.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Components;

/// <summary>An instance of a component, from its making to its disposal.</summary>
internal sealed class RunningComponent(
    PluginComposition plugin, ComponentClass component, object instance, IReadOnlyList<RunningComponent> needs, ILogger logger,
    CancellationToken hostEnding)
{
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_disposeLimit = TimeSpan.FromSeconds(10);

    private readonly ComponentLease _lease = new(plugin.Lease);
    private BackgroundServiceRunner? _background;

    public PluginComposition Plugin { get; } = plugin;

    public ComponentClass Class { get; } = component;

    public object Instance { get; } = instance;

    /// <summary>The other components that its constructor took.</summary>
    public IReadOnlyList<RunningComponent> Needs { get; } = needs;

    /// <summary>What callers see of it.</summary>
    /// <param name="delivery">How it hears of changes, as the ini has it now.</param>
    public ComponentEntry EntryAs(Delivery delivery) => new(Class.Description with { Delivery = delivery }, Instance, _lease);

    /// <summary>Starts its background work, when it has some.</summary>
    public void StartBackground(TimeProvider time)
    {
        if (_background is null && Instance is IBackgroundService service)
        {
            _background = BackgroundServiceRunner.Start(service, Class.Description, logger, time);
        }
    }

    /// <summary>Stops background work, waits for the calls inside, then for those who took it, and disposes it.</summary>
    public async Task StopAsync(Task dependents)
    {
        if (_background is { } background)
        {
            await background.StopAsync().ConfigureAwait(false);
        }

        await dependents.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using (var limit = new DrainLimit(s_drainLimit, hostEnding))
        {
            if (!await _lease.RetireAsync(limit.Over).ConfigureAwait(false))
            {
                logger.LogWarning("Component {Component} is disposed although calls are still inside it", Class.Name);
            }
        }

        try
        {
            await Task.Run(DisposeInstanceAsync).WaitAsync(s_disposeLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            logger.LogError("Component {Component} did not end its disposal within {Limit}", Class.Name, s_disposeLimit);
        }
        catch (Exception exception)
        {
            // The text only: the exception would keep the plugin in memory.
            logger.LogError("Component {Component} failed in its disposal: {Error}", Class.Name, ExceptionText.Full(exception));
        }
    }

    private async Task DisposeInstanceAsync()
    {
        switch (Instance)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
