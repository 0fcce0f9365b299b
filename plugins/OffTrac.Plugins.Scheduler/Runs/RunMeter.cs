using System.Diagnostics.Metrics;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Counts runs for whoever listens to the meter <c>OffTrac.Scheduler</c>.</summary>
internal sealed class RunMeter : IDisposable
{
    private readonly Meter _meter = new("OffTrac.Scheduler");
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _seconds;
    private readonly Gauge<double> _overdue;
    private readonly KeyValuePair<string, object?> _environment;

    /// <param name="environment">Name of the environment whose runs they are.</param>
    public RunMeter(string environment)
    {
        _environment = new("environment", environment);
        _overdue = _meter.CreateGauge<double>("offtrac.scheduler.overdue", "s", "By how much the most overdue job was late at the last ping.");
        _runs = _meter.CreateCounter<long>("offtrac.scheduler.runs", "{run}", "Runs that have ended, by state.");
        _seconds = _meter.CreateHistogram<double>("offtrac.scheduler.run.duration", "s", "How long runs took.");
    }

    public void Note(RunRecord run)
    {
        _runs.Add(1, _environment, new KeyValuePair<string, object?>("state", RunWords.Of(run.State)));
        if (run.Ended is { } ended)
            _seconds.Record((ended - run.Started).TotalSeconds, _environment);
    }

    /// <summary>Notes how late the most overdue job is; zero for none.</summary>
    public void NoteOverdue(TimeSpan overdue) => _overdue.Record(overdue.TotalSeconds, _environment);

    public void Dispose() => _meter.Dispose();
}
