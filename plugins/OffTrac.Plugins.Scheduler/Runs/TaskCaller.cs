using System.Globalization;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Calls a task, and makes an outcome of whatever it does.</summary>
internal sealed class TaskCaller(JobCatalog catalog)
{
    private const int LongestSummary = 1000;
    private const int LongestException = 64 * 1024;

    /// <summary>Runs a job on a thread of its own; never throws.</summary>
    public Task<RunOutcome> RunAsync(RunningJob run)
    {
        // Without the flow of the caller's context: what a task leaves there would keep its plugin in memory.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Factory
                .StartNew(() => CallAsync(run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
    }

    private async Task<RunOutcome> CallAsync(RunningJob run)
    {
        try
        {
            var answers = await catalog.PointOf(run.Definition)
                .AskAllAsync(run, static (task, state, token) => AskAsync(task, state, token), run.Token).ConfigureAwait(false);
            return answers.Count > 0 ? answers[0].Value : Gone(run);
        }
        catch (OperationCanceledException)
        {
            return Cancelled(run);
        }
        catch (Exception exception)
        {
            return new RunOutcome { State = RunState.Failed, Summary = Line(exception), Exception = Text(exception) };
        }
    }

    /// <summary>Exceptions become text here, inside the task's lease: their types may be of its plugin.</summary>
    private static async ValueTask<RunOutcome> AskAsync(IScheduledTask task, RunningJob run, CancellationToken cancellation)
    {
        try
        {
            var result = await task.RunAsync(run, cancellation).ConfigureAwait(false) ?? TaskResult.Done;
            return new RunOutcome { State = RunState.Ok, Summary = Shorten(result.Summary), Result = result };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Cancelled(run);
        }
        catch (LeaseLostException)
        {
            return new RunOutcome { State = RunState.Lost, Summary = "Another host had taken the job over." };
        }
        catch (NotRetryableException exception)
        {
            return new RunOutcome { State = RunState.Failed, Summary = Line(exception), Exception = Text(exception) };
        }
        catch (Exception exception)
        {
            return new RunOutcome { State = RunState.Failed, Summary = Line(exception), Exception = Text(exception), IsRetryable = true };
        }
    }

    private static RunOutcome Cancelled(RunningJob run) => run.Reason switch
    {
        CancelReason.TimeLimit => new RunOutcome { State = RunState.TimedOut, Summary = TimeLimit(run), IsRetryable = true },
        CancelReason.Person => new RunOutcome { State = RunState.Cancelled, Summary = $"Cancelled by {run.CancelledBy}." },
        CancelReason.Shutdown => new RunOutcome { State = RunState.Cancelled, Summary = "The host was stopped.", GivesBackIn = TimeSpan.Zero },
        CancelReason.LeaseLost => new RunOutcome { State = RunState.Lost, Summary = "The database was away for too long to keep the job." },
        _ => Gone(run),
    };

    /// <summary>Not at once: it may be gone for good, which the next ping will see.</summary>
    private static RunOutcome Gone(RunningJob run) => new()
    {
        State = RunState.Cancelled,
        Summary = $"{run.Definition.Component} was switched off or replaced.",
        GivesBackIn = TimeSpan.FromSeconds(1),
    };

    public static RunOutcome Abandoned(RunningJob run) => Cancelled(run) with
    {
        Summary = string.Create(CultureInfo.InvariantCulture, $"Abandoned: its code did not end when it was told to. {Cancelled(run).Summary}"),
        IsRetryable = false,
    };

    private static string TimeLimit(RunningJob run) => $"It took longer than {SettingText.Of(run.Definition.Settings.Timeout)}.";

    private static string? Line(Exception exception)
    {
        try
        {
            return Shorten(exception.Message.ReplaceLineEndings(" "));
        }
        catch (Exception)
        {
            return exception.GetType().FullName;
        }
    }

    /// <summary>Type, message and stack; of an exception whose own code throws, the type.</summary>
    private static string? Text(Exception exception)
    {
        try
        {
            var text = exception.ToString();
            return text.Length > LongestException ? text[..LongestException] + "…" : text;
        }
        catch (Exception)
        {
            return exception.GetType().FullName;
        }
    }

    private static string? Shorten(string? text) => text?.Length > LongestSummary ? text[..LongestSummary] + "…" : text;
}
