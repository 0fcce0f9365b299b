using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Notices;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Starts the jobs of one environment that are due, as far as there are places, and sees them to their end.</summary>
internal sealed class JobDispatcher : IDisposable
{
    private static readonly TimeSpan s_strangeClock = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_uselessClock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_shortestGap = TimeSpan.FromSeconds(5);

    /// <summary>No job has this name.</summary>
    private static readonly string[] s_nothing = [""];

    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(3);

    private readonly IEnvironment _environment;
    private readonly IDatabase _database;
    private readonly IHost _host;
    private readonly JobCatalog _catalog;
    private readonly IOptionsMonitor<SchedulerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RunMeter _meter;
    private readonly JobPlanning _planning;
    private readonly TaskCaller _caller;
    private readonly Bookkeeper _books;
    private readonly LeaseKeeper _leases;
    private readonly OverdueWarnings _warnings;
    private readonly JobPlaces _places;
    private readonly JobNotices _notices;
    private long? _lastPing;
    private long? _next;
    private IReadOnlyList<string> _only = [];
    private volatile bool _isStopping;
    private bool _clockIsStrange;

    public JobDispatcher(
        IEnvironment environment, IDatabase database, IHost host, JobCatalog catalog, DatabaseClock clock,
        INotifications notifications, IOptionsMonitor<SchedulerOptions> options, TimeProvider time, ILogger logger)
    {
        (_environment, _database, _host, _catalog, Clock) = (environment, database, host, catalog, clock);
        (_options, _time, _logger) = (options, time, logger);
        _meter = new RunMeter(environment.Name);
        _planning = new JobPlanning(database, host, catalog, clock);
        _caller = new TaskCaller(catalog);
        _notices = new JobNotices(notifications, new NoticeClaims(database), options, time, logger);
        _warnings = new OverdueWarnings(options, _notices.Add, logger);
        _places = new JobPlaces(host, options);
        _books = new Bookkeeper(database, host, catalog, Runs, _places, clock, options, time, logger) 
        {
            MayStart = MayStart, Start = Start, Ended = Ended, Notice = _notices.Add,
        };
        _leases = new LeaseKeeper(database, host, Runs, clock, options, time, logger) { News = ContinueAsync, Abandoned = () => _places.GiveBackAsync(1) };
    }

    public RunningJobs Runs { get; } = new();

    public DatabaseClock Clock { get; }

    /// <summary>When the next job wants attention, by this machine's clock; null for never.</summary>
    public DateTimeOffset? NextDue => JobRow.Earlier(_next, _books.Wake) is { } next ? Clock.Here(next) : null;

    /// <summary>Whether more code does not return than there are workers: each had a replacement; now no job is started any more.</summary>
    public bool IsClogged => Runs.Abandoned > _options.CurrentValue.Workers;

    /// <summary>Whether this machine's clock is too far off for it to be trusted with jobs.</summary>
    public bool HasUselessClock => Clock.Offset.Duration() > s_uselessClock;

    /// <summary>Which job was overdue for long at the last ping; null for none.</summary>
    public string? Overdue => _warnings.Worst;

    /// <summary>Starts what is due.</summary>
    public async ValueTask<PingReport> PingAsync(IReadOnlyList<string> only, CancellationToken cancellation)
    {
        if (_environment.IsReadOnly || !_options.CurrentValue.Enabled || _isStopping)
        {
            // Otherwise the heartbeat would go on to ping for what was due when it was switched off.
            (_next, _books.Wake) = (null, null);
            return PingReport.Nothing;
        }

        await PlanAsync(cancellation).ConfigureAwait(false);
        _books.Wake = null;
        var now = await LookAsync(cancellation).ConfigureAwait(false);
        NoteTime(now.Time);
        _only = only;
        IReadOnlyList<RunningJob> started = [];
        if (now.Due.Count > 0 || Runs.All.Any(static run => run.HasNews))
            started = await TurnAsync(only, cancellation).ConfigureAwait(false);
        var waiting = now.Due.Where(due => !started.Any(run => run.Job == due.Job)).ToList();

        // What waits for a place is started when a run of this environment ends; when another environment has all places, the next ping tries again.
        _next = waiting.Count > 0 && _places.LacksHostPlaces ? JobRow.Earlier(now.Next, now.Time + 1_000_000) : now.Next;
        _warnings.Warn(waiting, now.Time);
        _meter.NoteOverdue(TimeSpan.FromMicroseconds(waiting.Select(due => now.Time - due.Since).DefaultIfEmpty(0).Max()));
        return Report(now, started.Select(static run => run.Job), waiting);
    }

    /// <summary>How things are.</summary>
    public async ValueTask<PingReport> StatusAsync(CancellationToken cancellation)
    {
        var now = await LookAsync(cancellation).ConfigureAwait(false);
        return Report(now, [], now.Due);
    }

    /// <summary>Makes rows for jobs that have none, and plans anew those whose plan has changed.</summary>
    public async ValueTask PlanAsync(CancellationToken cancellation)
    {
        await _catalog.RefreshAsync(cancellation).ConfigureAwait(false);
        if (await _planning.ApplyAsync(cancellation).ConfigureAwait(false) is { } strangers)
            _books.Strangers = strangers;
    }

    /// <summary>Claims and starts what is due, as far as there are places.</summary>
    public ValueTask<IReadOnlyList<RunningJob>> TurnAsync(IReadOnlyList<string> only, CancellationToken cancellation) =>
        _books.TurnAsync(only, cancellation);

    /// <summary>Claims and starts one job that was asked for. Nothing else is started when it ends: the process may be there for this run only.</summary>
    public ValueTask<IReadOnlyList<RunningJob>> TurnForAsync(string job, CancellationToken cancellation)
    {
        _only = s_nothing;
        return TurnAsync([job], cancellation);
    }

    /// <summary>Waits until a run of each of these jobs, and in a command everything that came of it, has ended.</summary>
    /// <returns>Those that ended badly.</returns>
    public async ValueTask<IReadOnlyList<string>> WaitAsync(IEnumerable<string> jobs, CancellationToken cancellation)
    {
        var failed = new List<string>();
        foreach (var job in jobs)
        {
            if (Runs.Last(job) is { } run
                && await run.Recorded.WaitAsync(cancellation).ConfigureAwait(false) is { State: RunState.Failed or RunState.TimedOut or RunState.Lost })
                failed.Add(job);
        }

        while (!_host.IsServing && Runs.All.FirstOrDefault(static run => !run.IsClosed) is { } other)
            await other.Recorded.WaitAsync(cancellation).ConfigureAwait(false);
        return failed;
    }

    /// <summary>Starts no more jobs, cancels the runs, and gives what they were to do to the next host.</summary>
    public async Task StopAsync()
    {
        _isStopping = true;

        // What the turn in progress claims is started and cancelled at once; after it nothing is claimed any more.
        var limit = _options.CurrentValue.ShutdownWait;
        var begun = _time.GetTimestamp();
        await _books.SettleAsync(limit).ConfigureAwait(false);
        foreach (var run in Runs.All)
            run.Cancel(CancelReason.Shutdown);
        Task recorded = Task.WhenAll(Runs.All.Where(static run => !run.IsClosed).Select(static run => run.Recorded));
        await recorded.WaitAsync(Left(limit - _time.GetElapsedTime(begun)), _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var run in Runs.All.Where(static run => run.Outcome is null))
            _leases.Abandon(run);

        // Whatever can't be written now because the database is away, is found out by the next host when the leases have ended.
        await ContinueAsync().AsTask().WaitAsync(s_lastWords, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _notices.StopAsync(s_lastWords).ConfigureAwait(false);

        static TimeSpan Left(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    public void Dispose()
    {
        _notices.Dispose();
        _meter.Dispose();
    }

    private bool MayStart() =>
        !_isStopping && !_host.Stopping.IsCancellationRequested && _options.CurrentValue.Enabled && !IsClogged && !HasUselessClock;

    private ValueTask<JobsNow> LookAsync(CancellationToken cancellation) => _database.ReadAsync(
        this, static (session, self, token) => JobsNow.ReadAsync(self._database, self.Clock, self._books.Strangers, session, token), cancellation);

    private void NoteTime(long now)
    {
        var gap = Math.Max((long)_options.CurrentValue.MisfireGrace.TotalMicroseconds, (long)s_shortestGap.TotalMicroseconds);
        if (_lastPing is not { } last || now - last > gap || now < last)
            _books.WatchedSince = now;
        _lastPing = now;
        var isStrange = Clock.Offset.Duration() > s_strangeClock;
        if (isStrange && !_clockIsStrange)
            _logger.LogWarning("This machine's clock differs from the database's by {Offset}; the database's counts.", Clock.Offset);
        _clockIsStrange = isStrange;
    }

    private PingReport Report(JobsNow now, IEnumerable<string> started, IReadOnlyList<(string Job, long Since)> waiting)
    {
        var grace = (long)_options.CurrentValue.MisfireGrace.TotalMicroseconds;
        return new PingReport
        {
            Started = [.. started],
            Running = now.Running,
            Overdue = [.. waiting.Where(due => now.Time - due.Since > grace).Select(static due => due.Job)],
            NextDue = waiting.Count > 0 ? TracTime.FromMicroseconds(waiting[0].Since)
                : JobRow.Earlier(now.Next, _books.Wake) is { } next ? TracTime.FromMicroseconds(next) : null,
        };
    }

    private void Start(RunningJob run)
    {
        _leases.Watch();
        if (_isStopping)
            run.Cancel(CancelReason.Shutdown);
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => DriveAsync(run));
    }

    private async Task DriveAsync(RunningJob run)
    {
        var outcome = await _caller.RunAsync(run).ConfigureAwait(false);
        if (run.TryEnd(outcome, isAbandoned: false))
            await _places.GiveBackAsync(1).ConfigureAwait(false);
        run.HasReturned = true;
        await ContinueAsync().ConfigureAwait(false);
    }

    /// <summary>Writes what has ended and starts what waits for a place.</summary>
    private async ValueTask ContinueAsync()
    {
        try
        {
            await TurnAsync(_only, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The lease keeper comes back to it every second.
            _logger.LogWarning("What became of the jobs could not be written: {Reason}", exception is TracException ? exception.Message : exception.ToString());
        }
    }

    private void Ended(RunningJob run, RunRecord record)
    {
        _meter.Note(record);
        if (record.State is RunState.Failed or RunState.TimedOut or RunState.Lost)
            _logger.LogError("Job {Job} ended as {State}: {Summary}", run.Job, RunWords.Of(record.State), record.Summary);
    }
}
