using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Environments;

/// <summary>Adds a line to <c>/health</c>. Environment components speak for their environment, host components for the host.</summary>
[ExtensionPoint(TimeLimitSeconds = 5)]
public interface IHealthContributor
{
    /// <summary>State now; quick and without side effects. Called at each request of <c>/health</c>.</summary>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation);
}
