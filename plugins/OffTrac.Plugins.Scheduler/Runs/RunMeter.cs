using System.Diagnostics.Metrics;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Counts runs for whoever listens to the meter <c>OffTrac.Scheduler</c>.</summary>
internal sealed class RunMeter : IDisposable
{
    private readonly Meter _meter = new("OffTrac.Scheduler");
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _seconds;

    public RunMeter()
    {
        _runs = _meter.CreateCounter<long>("offtrac.scheduler.runs", "{run}", "Runs that have ended, by state.");
        _seconds = _meter.CreateHistogram<double>("offtrac.scheduler.run.duration", "s", "How long runs took.");
    }

    public void Note(RunRecord run)
    {
        _runs.Add(1, new KeyValuePair<string, object?>("state", RunWords.Of(run.State)));
        if (run.Ended is { } ended)
            _seconds.Record((ended - run.Started).TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();
}
