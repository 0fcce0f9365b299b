using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Runs the scheduled tasks of one environment: looks at each ping what is due.</summary>
[Component("offtrac.scheduler.Scheduler")]
public sealed class SchedulerModule : IPingObserver, IBackgroundService, IHealthContributor, ISchemaOwner, IAsyncDisposable
{
    private readonly JobDispatcher _dispatcher;
    private readonly Lazy<Task> _stop;

    public SchedulerModule(
        IEnvironment environment,
        IDatabase database,
        IHost host,
        IEnvironmentConfiguration configuration,
        IExtensionPoint<IScheduledTask> tasks,
        INotifications notifications,
        IOptionsMonitor<SchedulerOptions> options,
        TimeProvider time,
        ILogger<SchedulerModule> logger)
    {
        var catalog = new JobCatalog(environment, host, configuration, tasks, options, logger);
        var clock = new DatabaseClock(database, time);
        _dispatcher = new JobDispatcher(environment, database, host, catalog, clock, notifications, options, time, logger);
        _stop = new Lazy<Task>(_dispatcher.StopAsync);
        Service = new SchedulerService(database, host, configuration, catalog, clock, _dispatcher, options, time);
    }

    /// <summary>After all who may bring work.</summary>
    public int Order => 1000;

    public DateTimeOffset? NextDue => _dispatcher.NextDue;

    public DatabaseSchema Schema => SchedulerTables.Schema;

    internal SchedulerService Service { get; }

    public ValueTask<PingReport> ObserveAsync(Ping ping, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ping);
        return _dispatcher.PingAsync(ping.Jobs, cancellation);
    }

    public ValueTask<PingReport> GetStatusAsync(CancellationToken cancellation) => _dispatcher.StatusAsync(cancellation);

    public async ValueTask<PingReport> WaitAsync(PingReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with { Failed = await _dispatcher.WaitAsync(report.Started, cancellation).ConfigureAwait(false) };
    }

    /// <summary>Waits for the end, to bring the runs to an orderly one.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync().ConfigureAwait(false);
    }

    public ValueTask<HealthReport> CheckHealthAsync(CancellationToken cancellation) => new(_dispatcher switch
    {
        { IsClogged: true } => new HealthReport { State = HealthState.Unhealthy, Reason = "The code of too many abandoned jobs does not return; no job is started any more." },
        { HasUselessClock: true } => new HealthReport { State = HealthState.Degraded, Reason = "This machine's clock is too far from the database's; it starts no jobs." },
        { Overdue: { } overdue } => new HealthReport { State = HealthState.Degraded, Reason = $"Job {overdue}." },
        _ => new HealthReport(),
    });

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _dispatcher.Dispose();
    }

    /// <summary>Once, for all who want it.</summary>
    private Task StopAsync() => _stop.Value;
}
