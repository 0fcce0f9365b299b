using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Scheduler;

/// <summary>The places for runs on this host, and which environment has the host's own jobs: the first that has a scheduler.</summary>
[Component("offtrac.scheduler.Installation", Scope = ComponentScope.Host)]
public sealed class Installation(IEnvironments environments) : IInstallation
{
    private const string Scheduler = "offtrac.scheduler.Scheduler";
    private readonly Lock _lock = new();
    private int _taken;

    ValueTask<bool> IInstallation.IsHomeAsync(string environment, CancellationToken cancellation) => new(
        environments.Served.FirstOrDefault(static served => served.Problem is null && served.IsEnabled(Scheduler)) is not { } first || first.Name == environment);

    int IInstallation.Take(int wanted, int limit)
    {
        lock (_lock)
        {
            var taken = Math.Max(0, Math.Min(wanted, limit - _taken));
            _taken += taken;
            return taken;
        }
    }

    void IInstallation.GiveBack(int count)
    {
        lock (_lock)
            _taken -= count;
    }
}
