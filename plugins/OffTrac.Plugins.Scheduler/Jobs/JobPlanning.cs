using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>Brings the rows in line with what the components of this host declare: new jobs, new plans, jobs that are gone or back.</summary>
internal sealed class JobPlanning(IDatabase database, IHost host, JobCatalog catalog, DatabaseClock clock)
{
    private readonly HashSet<string> _startedHere = new(StringComparer.Ordinal);
    private readonly string _lock = RowLocks.Wait(database);
    private int _version = -1;

    /// <summary>Writes what has changed since the last call.</summary>
    /// <returns>Names of rows whose job no component of this host has; null when nothing has changed.</returns>
    public async ValueTask<IReadOnlyList<string>?> ApplyAsync(CancellationToken cancellation)
    {
        var version = catalog.Version;
        if (version == _version)
            return null;
        var starting = host.IsServing
            ? catalog.Jobs.Values.Where(job => job.Schedule is { IsAtStart: true } && job.Settings.Enabled && !_startedHere.Contains(job.Name)).Select(static job => job.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        var strangers = await database.WriteAsync(
            (Self: this, starting), static (scope, state, token) => state.Self.WriteAsync(scope, state.starting, token), null, cancellation).ConfigureAwait(false);
        _startedHere.UnionWith(starting);
        _version = version;
        return strangers;
    }

    /// <summary>Makes a row's times those of its job's plan, which counts from now.</summary>
    public static void Plan(JobDefinition job, JobRow row, long now)
    {
        row.Plan = job.Plan;
        row.NextSlot = First(job, row, now);
        row.NextDue = row.NextSlot + job.Jitter;
    }

    private async ValueTask<IReadOnlyList<string>> WriteAsync(IWriteScope scope, HashSet<string> starting, CancellationToken cancellation)
    {
        await database.EnsureSchemaAsync(SchedulerTables.Schema, scope, cancellation).ConfigureAwait(false);
        var now = await clock.ReadAsync(scope, cancellation).ConfigureAwait(false);
        var rows = (await JobRows.ReadAsync(scope, $"ORDER BY name{_lock}", [], cancellation).ConfigureAwait(false))
            .ToDictionary(static row => row.Name, StringComparer.Ordinal);
        var batch = new SqlBatch(scope);
        foreach (var name in catalog.Jobs.Keys.Order(StringComparer.Ordinal))
        {
            var row = rows.GetValueOrDefault(name);
            if (!catalog.IsHere(catalog.Jobs[name], row))
                continue;
            if (row is null)
                JobRows.WriteNew(batch, Made(catalog.Jobs[name], now, starting.Contains(name)));
            else if (Update(catalog.Find(name, row.Overrides)!, row, now, starting.Contains(name)))
                JobRows.Write(batch, row);
        }

        var strangers = rows.Values.Where(row => !catalog.Jobs.TryGetValue(row.Name, out var job) || !catalog.IsHere(job, row)).ToList();
        foreach (var row in strangers.Where(static row => row.AbsentSince is null))
        {
            row.AbsentSince = now;
            JobRows.Write(batch, row);
        }

        await batch.RunAsync(cancellation).ConfigureAwait(false);
        return [.. strangers.Select(static row => row.Name)];
    }

    private static JobRow Made(JobDefinition job, long now, bool starts)
    {
        var row = new JobRow { Name = job.Name, Component = job.Component };
        Plan(job, row, now);
        row.Again = starts ? AtStart(now) : null;
        return row;
    }

    private static bool Update(JobDefinition job, JobRow row, long now, bool starts)
    {
        var changed = starts || row.Component != job.Component || row.Plan != job.Plan || row.AbsentSince is not null;
        row.Component = job.Component;
        if (row.Plan != job.Plan || row.AbsentSince is not null)
        {
            (row.AbsentSince, row.SkipBefore) = (null, now);
            Plan(job, row, now);
        }

        if (starts && !row.IsLeased)
            row.Again ??= AtStart(now);
        return changed;
    }

    private static RunRequest AtStart(long now) => new() { Id = Guid.CreateVersion7(), At = now, Slot = now, Trigger = Sdk.Scheduling.TaskTrigger.Schedule };

    private static long? First(JobDefinition job, JobRow row, long now)
    {
        if (job.Problem is not null || !job.Settings.Enabled)
            return null;
        if (job.Schedule!.AfterEnd is { } pause)
            return row.LastRun?.Ended is { } ended ? TracTime.ToMicroseconds(ended) + (long)pause.TotalMicroseconds : now;
        return job.Next(Math.Max(now, row.LastSlot ?? long.MinValue));
    }
}
