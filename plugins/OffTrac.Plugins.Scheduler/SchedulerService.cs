using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler;

/// <summary>What people can see and do; commands and pages come here. Who may is their caller's business.</summary>
internal sealed class SchedulerService(
    IDatabase database,
    IHost host,
    IEnvironmentConfiguration configuration,
    JobCatalog catalog,
    DatabaseClock clock,
    JobDispatcher dispatcher,
    IOptionsMonitor<SchedulerOptions> options,
    TimeProvider time)
{
    private const int NamesShown = 8;

    private readonly JobTable _table = new(database, clock);

    /// <summary>All jobs by name, those without a component too.</summary>
    public async ValueTask<IReadOnlyList<JobStatus>> ListAsync(CancellationToken cancellation)
    {
        await catalog.RefreshAsync(cancellation).ConfigureAwait(false);
        var snapshot = await _table.ReadAsync(null, cancellation).ConfigureAwait(false);
        return [.. Names(snapshot).Select(name => Status(name, snapshot, withSettings: false))];
    }

    /// <summary>One job with its settings.</summary>
    /// <exception cref="ResourceNotFoundException">There is none of this name; the message names near ones.</exception>
    public async ValueTask<JobStatus> GetAsync(string job, CancellationToken cancellation)
    {
        await catalog.RefreshAsync(cancellation).ConfigureAwait(false);
        var snapshot = await _table.ReadAsync(job, cancellation).ConfigureAwait(false);
        if (!Names(snapshot).Contains(job, StringComparer.Ordinal))
            throw await UnknownAsync(job, cancellation).ConfigureAwait(false);
        return Status(job, snapshot, withSettings: true);
    }

    /// <summary>The job's definition as it counts now; null when no component of this host has it.</summary>
    public async ValueTask<JobDefinition?> FindDefinitionAsync(string job, CancellationToken cancellation)
    {
        await catalog.RefreshAsync(cancellation).ConfigureAwait(false);
        var snapshot = await _table.ReadAsync(job, cancellation).ConfigureAwait(false);
        return catalog.Find(job, snapshot.Rows.GetValueOrDefault(job)?.Overrides ?? []);
    }

    /// <summary>Asks for a run besides the schedule; it starts at the next ping of a host that has the component.</summary>
    /// <returns>The run's identity.</returns>
    public async ValueTask<Guid> RequestRunAsync(
        string job, IReadOnlyDictionary<string, string> arguments, string author, TaskTrigger trigger, CancellationToken cancellation)
    {
        await RequireAsync(job, cancellation).ConfigureAwait(false);
        var id = Guid.CreateVersion7();
        await _table.UpdateAsync(
            job,
            (row, now) => row.Request = new RunRequest
            {
                Id = id, At = now, Slot = now, Trigger = trigger, Author = author, Arguments = new Dictionary<string, string>(arguments, StringComparer.Ordinal),
            },
            cancellation).ConfigureAwait(false);
        return id;
    }

    /// <summary>Runs a job in this process, now, and waits for its end.</summary>
    /// <exception cref="TracException">It runs somewhere already.</exception>
    public async ValueTask<RunRecord> RunHereAsync(
        string job, IReadOnlyDictionary<string, string> arguments, string author, TaskTrigger trigger, CancellationToken cancellation)
    {
        var id = await RequestRunAsync(job, arguments, author, trigger, cancellation).ConfigureAwait(false);
        var started = await dispatcher.TurnForAsync(job, cancellation).ConfigureAwait(false);
        if (started.FirstOrDefault(run => run.Id == id) is not { } run)
        {
            string? owner = null;
            await _table.UpdateAsync(
                job,
                (row, _) =>
                {
                    owner = row.LeaseOwner;
                    row.Request = row.Request?.Id == id ? null : row.Request;
                },
                cancellation).ConfigureAwait(false);
            throw new TracException(owner is null ? $"The job {job} can't be started here; is there a free place?" : $"The job {job} runs on {owner}.");
        }

        using (cancellation.UnsafeRegister(static state => ((RunningJob)state!).Cancel(CancelReason.Person, "Ctrl-C"), run))
            return await run.Recorded.ConfigureAwait(false);
    }

    /// <summary>The run of this identity: from the history, or as it runs; null while it waits, and for an unknown one.</summary>
    public async ValueTask<RunRecord?> FindRunAsync(string job, Guid id, CancellationToken cancellation)
    {
        var snapshot = await _table.ReadAsync(job, cancellation).ConfigureAwait(false);
        return snapshot.Rows.GetValueOrDefault(job) is { Running: { } run } row && run.Id == id
            ? JobStatuses.Current(job, run, row)
            : await _table.FindRunAsync(id, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks the host that runs the job to cancel the run.</summary>
    /// <exception cref="TracException">It does not run.</exception>
    public async ValueTask CancelAsync(string job, string author, CancellationToken cancellation)
    {
        await RequireAsync(job, cancellation).ConfigureAwait(false);
        await _table.UpdateAsync(
            job,
            (row, _) =>
            {
                if (row.Request is not null && row.Running is null)
                    row.Request = null;
                else
                    row.CancelBy = row.Running is not null ? author : throw new TracException($"The job {job} does not run now.");
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Pauses a job, or all with null.</summary>
    public async ValueTask PauseAsync(string? job, string reason, string author, CancellationToken cancellation)
    {
        var text = reason.Length > 0 ? $"{reason} ({author})" : $"paused by {author}";
        if (job is null)
        {
            await _table.PauseAllAsync(text, author, cancellation).ConfigureAwait(false);
            return;
        }

        await RequireAsync(job, cancellation).ConfigureAwait(false);
        await _table.UpdateAsync(job, (row, _) => (row.IsPaused, row.PauseReason) = (true, text), cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets a job, or all with null, run again; times during the pause are skipped.</summary>
    public async ValueTask ResumeAsync(string? job, bool runNow, string author, CancellationToken cancellation)
    {
        if (job is not null)
            await RequireAsync(job, cancellation).ConfigureAwait(false);
        else
            await catalog.RefreshAsync(cancellation).ConfigureAwait(false);
        await _table.ResumeAsync(job, Resume, cancellation).ConfigureAwait(false);

        void Resume(JobRow row, long now)
        {
            (row.IsPaused, row.PauseReason, row.SkipBefore, row.Failures) = (false, null, now, 0);
            if (catalog.Find(row.Name, row.Overrides) is not { } definition)
                return;
            if (row.NextDue <= now)
                JobPlanning.Plan(definition, row, now);
            if (runNow)
                row.Request = new RunRequest { Id = Guid.CreateVersion7(), At = now, Slot = now, Trigger = TaskTrigger.Manual, Author = author };
        }
    }

    /// <summary>Changes a setting of a job in the ini, or where that can't be written in the database.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="setting">Such as <c>schedule</c>.</param>
    /// <param name="value">The value; null for back to the default.</param>
    /// <param name="cancellation">Ends the write.</param>
    /// <returns>Where it was written, and warnings such as of a schedule that never comes; one line each.</returns>
    /// <exception cref="TracException">The job, the setting or the value is not possible.</exception>
    public async ValueTask<IReadOnlyList<string>> SetAsync(string job, string setting, string? value, CancellationToken cancellation)
    {
        await RequireAsync(job, cancellation).ConfigureAwait(false);
        var name = setting.ToLowerInvariant().Replace('-', '_');
        if (!JobSettings.Names.Contains(name, StringComparer.Ordinal))
            throw new TracException($"A job has no setting '{setting}'; it has {string.Join(", ", JobSettings.Names)}.");
        var notes = Check(job, name, value);
        try
        {
            await configuration.SetAsync("scheduler", $"{job}.{name}", value, cancellation).ConfigureAwait(false);
            await _table.UpdateAsync(job, (row, _) => row.Overrides.Remove(name), cancellation).ConfigureAwait(false);
            return [$"[scheduler] {job}.{name} {(value is null ? "is back to its default" : $"= {value}")}", .. notes];
        }
        catch (ConfigurationException exception)
        {
            await _table.UpdateAsync(job, Override, cancellation).ConfigureAwait(false);
            return [$"{job}.{name} {(value is null ? "is back to its default" : $"= {value}")}, kept in the database: {exception.Message}", .. notes];
        }

        void Override(JobRow row, long now)
        {
            if (value is null)
                row.Overrides.Remove(name);
            else
                row.Overrides[name] = value;
            if (catalog.Find(job, row.Overrides) is { } definition && row.Plan != definition.Plan)
                JobPlanning.Plan(definition, row, now);
        }
    }

    /// <summary>The history, newest first, runs of this moment before all.</summary>
    public async ValueTask<IReadOnlyList<RunRecord>> HistoryAsync(RunQuery query, CancellationToken cancellation)
    {
        var snapshot = await _table.ReadAsync(query.Job, cancellation).ConfigureAwait(false);
        if (query.Job is { } job && !catalog.Jobs.ContainsKey(job) && !snapshot.Rows.ContainsKey(job))
        {
            await catalog.RefreshAsync(cancellation).ConfigureAwait(false);
            if (!catalog.Jobs.ContainsKey(job))
                throw await UnknownAsync(job, cancellation).ConfigureAwait(false);
        }

        var running = query is { State: null or RunState.Running, Before: null }
            ? snapshot.Rows.Values.Where(static row => row.Running is not null).Select(static row => JobStatuses.Current(row.Name, row.Running!, row))
                .Where(run => query.After is not { } after || run.Started > after).OrderByDescending(static run => run.Started).Take(query.Limit).ToList()
            : [];
        var ended = await _table.HistoryAsync(query with { Limit = query.Limit - running.Count }, cancellation).ConfigureAwait(false);
        return [.. running, .. ended];
    }

    /// <summary>Removes the history of a job, or of all with null; the newest good and the newest failed run of each stay.</summary>
    /// <returns>How many lines were removed.</returns>
    public async ValueTask<int> ClearHistoryAsync(string? job, CancellationToken cancellation)
    {
        if (job is not null)
            _ = await GetAsync(job, cancellation).ConfigureAwait(false);
        return await _table.ClearHistoryAsync(job, cancellation).ConfigureAwait(false);
    }

    /// <summary>Removes what is too old or too much, and rows of jobs that were gone for as long.</summary>
    /// <returns>How many lines were removed.</returns>
    public ValueTask<int> PruneAsync(CancellationToken cancellation) =>
        _table.PruneAsync(options.CurrentValue.HistoryDays, options.CurrentValue.HistoryMax, cancellation);

    private List<string> Check(string job, string name, string? value)
    {
        if (value is null)
            return [];
        var settings = JobSettings.Of(
            new ScheduledJob { Name = job, Schedule = "manual" }, new SchedulerOptions(), new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value });
        if (settings.Allowed is { } allowed)
            throw new TracException($"{name} = {value}: allowed is {allowed}.");
        if (name == "timezone" && value.Length > 0)
            _ = ScheduleZone.Find(value);
        if (name != "schedule")
            return name == "timeout" && settings.Timeout == TimeSpan.Zero ? ["Warning: a run may take for ever."] : [];
        return Schedule.Parse(value).Warning(time.GetUtcNow(), ScheduleZone.Utc) is { } warning ? [$"Warning: {warning}"] : [];
    }

    private IEnumerable<string> Names(JobTableSnapshot snapshot) => catalog.Jobs.Values
        .Where(job => catalog.IsHere(job, snapshot.Rows.GetValueOrDefault(job.Name))).Select(static job => job.Name)
        .Union(snapshot.Rows.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private JobStatus Status(string name, JobTableSnapshot snapshot, bool withSettings)
    {
        var row = snapshot.Rows.GetValueOrDefault(name);
        return JobStatuses.Of(name, catalog.Find(name, row?.Overrides ?? []), row, snapshot.Now, snapshot.Pause, withSettings);
    }

    /// <summary>Sees to it that the job has a row.</summary>
    private async ValueTask RequireAsync(string job, CancellationToken cancellation)
    {
        _ = await GetAsync(job, cancellation).ConfigureAwait(false);
        await dispatcher.PlanAsync(cancellation).ConfigureAwait(false);
    }

    private async ValueTask<ResourceNotFoundException> UnknownAsync(string job, CancellationToken cancellation)
    {
        var snapshot = await _table.ReadAsync(null, cancellation).ConfigureAwait(false);
        var names = Names(snapshot).ToList();
        return new ResourceNotFoundException(
            names.Count == 0 ? $"There is no job '{job}'; no enabled component of {host.Instance} has any."
            : names.Count <= NamesShown ? $"There is no job '{job}'; there are {string.Join(", ", NearNames.Of(job, names, NamesShown))}."
            : $"There is no job '{job}'; near are {string.Join(", ", NearNames.Of(job, names, NamesShown))}.");
    }
}
