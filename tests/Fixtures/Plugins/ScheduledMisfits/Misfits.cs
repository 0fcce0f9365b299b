using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;

namespace ScheduledMisfits;

/// <summary>A job for each way of misbehaving; its name says which.</summary>
[Component("fixture.scheduledmisfits.Misfits")]
public sealed class Misfits(IOptionsMonitor<MisfitsOptions> options) : IScheduledTask
{
    private const int LogLines = 100 * 1024;

    private readonly Dictionary<string, Func<TaskRun, CancellationToken, ValueTask<TaskResult>>> _jobs = new()
    {
        ["again"] = static (_, _) => new(new TaskResult { Summary = "once more", RunAgainIn = TimeSpan.Zero }),
        ["console"] = static (_, _) => FloodConsole(),
        ["deaf"] = (_, _) => WaitForReleaseAsync(options.CurrentValue.Release),
        ["deaf-await"] = static async (_, _) => await EndlessAwait(),
        ["deaf-sleep"] = static (_, _) => SleepForEver(),
        ["loop"] = static (_, _) => LoopForEver(),
        ["null"] = static (_, _) => new((TaskResult)null!),
        ["obedient"] = static (_, cancellation) => ObeyAsync(cancellation),
        ["progress"] = static (run, _) => ReportMillionTimes(run),
        ["reluctant"] = static (_, cancellation) => EndReluctantlyAsync(cancellation),
        ["said"] = static (run, _) => SayMuch(run),
        ["storm"] = (_, _) => File.Exists(options.CurrentValue.Release)
            ? new(new TaskResult { Summary = "calm" })
            : throw new InvalidOperationException("the storm goes on"),
        ["throws"] = static (_, _) => throw new InvalidOperationException("the mast broke"),
        ["throws-hopeless"] = static (_, _) => throw new NotRetryableException("the ship is sold"),
        ["throws-later"] = static (_, _) => ThrowLaterAsync(),
        ["throws-own"] = static (_, _) => throw new ShipwreckException("on the reef", new IOException("no chart")),
        ["unchanged"] = static (_, _) => new(TaskResult.Unchanged),
    };

    public IReadOnlyList<ScheduledJob> Jobs => [.. _jobs.Keys.Select(static name => new ScheduledJob { Name = "misfit." + name, Description = "Misfit.", Schedule = "manual" })];

    public ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation) => _jobs[run.Job["misfit.".Length..]](run, cancellation);

    private static async Task<TaskResult> EndlessAwait()
    {
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return TaskResult.Done;
    }

    private static ValueTask<TaskResult> SleepForEver()
    {
        Thread.Sleep(Timeout.Infinite);
        return new(TaskResult.Done);
    }

    private static ValueTask<TaskResult> LoopForEver()
    {
        while (true)
        {
        }
    }

    private static ValueTask<TaskResult> FloodConsole()
    {
        var line = new string('c', 1000);
        for (var number = 0; number < 2_000; number++)
        {
            Console.WriteLine(line);
            Console.Error.WriteLine(line);
        }

        return new(TaskResult.Done);
    }

    /// <summary>A hundred megabytes.</summary>
    private static ValueTask<TaskResult> SayMuch(TaskRun run)
    {
        run.Log.LogInformation("first of all");
        var rest = new string('m', 1000);
        for (var number = 0; number < LogLines; number++)
            run.Log.LogInformation("{Number} {Rest}", number, rest);
        run.Log.LogInformation("last of all");
        return new(TaskResult.Done);
    }

    private static ValueTask<TaskResult> ReportMillionTimes(TaskRun run)
    {
        for (var done = 1; done <= 1_000_000; done++)
            run.Progress.Report(new TaskProgress { Done = done, Total = 1_000_000, Text = "counting" });
        return new(new TaskResult { Summary = "counted" });
    }

    private static async ValueTask<TaskResult> WaitForReleaseAsync(string file)
    {
        while (!File.Exists(file))
            await Task.Delay(100, CancellationToken.None);
        return new TaskResult { Summary = "released" };
    }

    private static async ValueTask<TaskResult> ObeyAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return TaskResult.Done;
    }

    private static async ValueTask<TaskResult> EndReluctantlyAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
        }

        return TaskResult.Done;
    }

    private static async ValueTask<TaskResult> ThrowLaterAsync()
    {
        await Task.Delay(50, CancellationToken.None);
        throw new InvalidOperationException("the anchor slipped");
    }

    private sealed class ShipwreckException(string message, Exception inner) : Exception(message, inner);
}
