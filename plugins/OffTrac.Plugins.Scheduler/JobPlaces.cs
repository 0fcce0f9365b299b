using Microsoft.Extensions.Options;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Scheduler;

/// <summary>How many jobs of one environment may run at a time, within what the installation's workers leave.</summary>
internal sealed class JobPlaces(IHost host, IOptionsMonitor<SchedulerOptions> options)
{
    private readonly Lock _lock = new();
    private int _taken;

    /// <summary>Whether this environment has places of its own left, so that it is the host's that are missing.</summary>
    public bool LacksHostPlaces
    {
        get
        {
            lock (_lock)
                return _taken < options.CurrentValue.PerEnvironment;
        }
    }

    /// <summary>Takes all places that are free.</summary>
    public async ValueTask<int> TakeAsync(CancellationToken cancellation)
    {
        var settings = options.CurrentValue;
        int wanted;
        lock (_lock)
        {
            wanted = Math.Max(0, settings.PerEnvironment - _taken);
            _taken += wanted;
        }

        var installation = host.ExtensionPoint<IInstallation>();
        var got = wanted == 0 || installation.Components.Count == 0 ? wanted : await installation
            .AskFirstAsync((wanted, settings.Workers), static (host, state, _) => new ValueTask<int>(host.Take(state.wanted, state.Workers)), cancellation).ConfigureAwait(false);
        lock (_lock)
            _taken -= wanted - got;
        return got;
    }

    /// <summary>Gives places back.</summary>
    public async Task GiveBackAsync(int count)
    {
        if (count == 0)
            return;
        lock (_lock)
            _taken -= count;
        await host.ExtensionPoint<IInstallation>().TellAsync(
            count,
            static (installation, places, _) =>
            {
                installation.GiveBack(places);
                return default;
            },
            CancellationToken.None).ConfigureAwait(false);
    }
}
