using BenchmarkDotNet.Attributes;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Pings;

namespace OffTrac.Benchmarks.Scheduling;

/// <summary>A ping of the scheduler with ten thousand jobs, none of which is due.</summary>
[MemoryDiagnoser]
public class IdlePing
{
    private const int Jobs = 10_000;

    private SchedulerSite _site = null!;
    private IExtensionPoint<IPingObserver> _observers = null!;
    private long _number;

    [Params("sqlite", "postgresql")]
    public string Database { get; set; } = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _site = await SchedulerSite.StartAsync(
            Database,
            ["OffTrac.Plugins.Scheduler"],
            $"""
            [scheduledrows]
            jobs = {Jobs}
            schedule = every 52w
            """);
        _observers = _site.Environment.ExtensionPoint<IPingObserver>();
        if (_observers.Components is not ["offtrac.scheduler.Scheduler"])
            throw new InvalidOperationException($"Observers: {string.Join(", ", _observers.Components)}.");

        // The first ones take the jobs up.
        PingReport report;
        var tries = 0;
        do
            report = await Ping();
        while (report.NextDue is null && ++tries < 1000);
        if (report is not { Started: [], NextDue: { } next } || next < TimeProvider.System.GetUtcNow())
            throw new InvalidOperationException($"Not idle: {report}.");
    }

    [GlobalCleanup]
    public ValueTask CloseAsync() => _site.DisposeAsync();

    [Benchmark]
    public async Task<PingReport> Ping()
    {
        var ping = new Ping { Environment = "site", Time = TimeProvider.System.GetUtcNow(), Number = ++_number };
        var answers = await _observers.AskAllAsync(ping, static (observer, state, token) => observer.ObserveAsync(state, token), CancellationToken.None);
        return answers[0].Value;
    }
}
