using System.Collections.Concurrent;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>The runs of this host for one environment, those included whose code does not return.</summary>
internal sealed class RunningJobs
{
    private readonly ConcurrentDictionary<Guid, RunningJob> _runs = new();
    private readonly ConcurrentDictionary<string, RunningJob> _last = new(StringComparer.Ordinal);

    public bool IsEmpty => _runs.IsEmpty;

    public IReadOnlyCollection<RunningJob> All => [.. _runs.Values];

    /// <summary>Those that take a place.</summary>
    public int Busy => _runs.Values.Count(static run => run.Outcome is null);

    /// <summary>Those whose code does not return.</summary>
    public int Abandoned => _runs.Values.Count(static run => run is { IsAbandoned: true, HasReturned: false });

    public void Add(RunningJob run)
    {
        _runs[run.Id] = run;
        _last[run.Job] = run;
    }

    public void Remove(RunningJob run) => _runs.TryRemove(run.Id, out _);

    public bool Has(string job, long token) => _runs.Values.Any(run => run.Job == job && run.FencingToken == token);

    /// <summary>The newest run of a job on this host, ended or not; null for none.</summary>
    public RunningJob? Last(string job) => _last.GetValueOrDefault(job);
}
