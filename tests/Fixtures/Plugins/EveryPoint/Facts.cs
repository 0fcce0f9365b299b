using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;

namespace EveryPoint;

[Component("fixture.everypoint.Facts")]
public sealed class Facts : ISystemInfoProvider, IHealthContributor
{
    public ValueTask<IReadOnlyList<SystemInfo>> GetSystemInfoAsync(CancellationToken cancellation) =>
        new([new SystemInfo { Name = "Tide table", Value = "7.1" }]);

    public ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation) =>
        new(new HealthReport { State = HealthState.Degraded, Reason = "low tide" });
}
