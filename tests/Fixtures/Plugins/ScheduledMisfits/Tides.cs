using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;

namespace ScheduledMisfits;

/// <summary>Its jobs come and go with the ini.</summary>
[Component("fixture.scheduledmisfits.Tides")]
public sealed class Tides : IScheduledTask, IDisposable
{
    private readonly IOptionsMonitor<MisfitsOptions> _options;
    private readonly IDisposable? _subscription;
    private int _version;

    public Tides(IOptionsMonitor<MisfitsOptions> options)
    {
        _options = options;
        _subscription = options.OnChange(_ => Interlocked.Increment(ref _version));
    }

    public int JobsVersion => Volatile.Read(ref _version);

    public IReadOnlyList<ScheduledJob> Jobs =>
    [
        .. _options.CurrentValue.Tides.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static name => new ScheduledJob { Name = "tide." + name, Schedule = "every 1s" }),
    ];

    public ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation) => new(new TaskResult { Summary = run.Job });

    public void Dispose() => _subscription?.Dispose();
}
