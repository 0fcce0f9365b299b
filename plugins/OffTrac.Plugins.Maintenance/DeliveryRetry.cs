using System.Globalization;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Maintenance;

/// <summary>
/// Has deliveries that failed and wait tried again at once, as after an outage. Argument <c>component</c> names the only component to
/// tell again.
/// </summary>
[Component("offtrac.maintenance.DeliveryRetry")]
public sealed class DeliveryRetry(IDeliveries deliveries) : MaintenanceTask(s_job)
{
    private static readonly ScheduledJob s_job = new()
    {
        Name = "delivery-retry",
        Description = "Has deliveries that failed and wait tried again at once; argument component: only those to this component.",
        Schedule = "every 1h",
        Jitter = TimeSpan.FromMinutes(5),
    };

    protected override async ValueTask<TaskResult> WorkAsync(TaskRun run, CancellationToken cancellation)
    {
        var component = run.Arguments.GetValueOrDefault("component")?.Trim();
        var count = await deliveries.RetryAsync(string.IsNullOrEmpty(component) ? null : component, cancellation).ConfigureAwait(false);
        return count == 0
            ? Unchanged(string.IsNullOrEmpty(component) ? "no delivery waits after a failure" : $"no delivery to {component} waits after a failure")
            : new TaskResult { Summary = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "delivery is" : "deliveries are")} tried again") };
    }
}
