using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Pings;

[assembly: Plugin("fixture.pingsback", Description = "Observers that do what the ini says.")]

namespace PingsBack;

[OptionsSection("pingsback")]
public sealed record PingsBackOptions
{
    [Option("What the observer does: report, throw, hang or slow.")]
    public string Does { get; init; } = "report";
}

/// <summary>Reports a job that runs for half a second after each ping.</summary>
[Component("fixture.pingsback.Observer")]
public sealed class Observer(IOptionsMonitor<PingsBackOptions> options, ILogger<Observer> logger) : IPingObserver
{
    public int Order => 5;

    public async ValueTask<PingReport> ObserveAsync(Ping ping, CancellationToken cancellation)
    {
        logger.LogInformation("ping {Number} of {Environment} from {Source} by {User} for {Jobs}", ping.Number, ping.Environment, ping.SourceText ?? ping.Source.ToString(), ping.User ?? "nobody", string.Join("+", ping.Jobs));
        switch (options.CurrentValue.Does)
        {
            case "throw":
                throw new InvalidOperationException("the observer was told to throw");
            case "hang":
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                break;
            case "slow":
                await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
                break;
        }

        return new PingReport { Started = ["tide"], Running = ["anchor"], Overdue = ["dump"], NextDue = new DateTimeOffset(2036, 1, 6, 9, 5, 0, TimeSpan.Zero) };
    }

    public ValueTask<PingReport> GetStatusAsync(CancellationToken cancellation) => new(new PingReport { Running = ["anchor"] });

    public async ValueTask<PingReport> WaitAsync(PingReport report, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        return report with { Failed = options.CurrentValue.Does == "fail" ? report.Started : [] };
    }
}

/// <summary>Comes first by its order, and says so.</summary>
[Component("fixture.pingsback.Zealous")]
public sealed class Zealous(ILogger<Zealous> logger) : IPingObserver
{
    public int Order => -1;

    public ValueTask<PingReport> ObserveAsync(Ping ping, CancellationToken cancellation)
    {
        logger.LogInformation("zealous {Number}", ping.Number);
        return new(PingReport.Nothing);
    }
}
