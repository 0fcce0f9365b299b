using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Scheduling;

/// <summary>
/// Work that is done at certain times, once for all hosts that share a database. Stands for TracCron's <c>ICronTask</c>. The
/// scheduler runs it under a lease in the database: never twice at the same time, on one host or many. An environment component's
/// jobs belong to its environment; a host component's jobs are run once for the whole installation.
/// </summary>
/// <remarks>
/// Work is done at least once: a host that dies in the middle leaves a run that another host does again (see
/// <see cref="ScheduledJob.OnLost"/>). Work that consists of rows in the environment's database is done exactly once with
/// <see cref="TaskRun.ConfirmAsync"/>.
/// </remarks>
[ExtensionPoint(TimeLimitSeconds = 0, CancelsWithComponent = true)]
public interface IScheduledTask
{
    /// <summary>
    /// What there is to do and when; names must differ from all others of the environment. Asked when the environment opens and
    /// whenever <see cref="JobsVersion"/> has changed.
    /// </summary>
    IReadOnlyList<ScheduledJob> Jobs { get; }

    /// <summary>Grows whenever <see cref="Jobs"/> changes. Read at each ping.</summary>
    int JobsVersion => 0;

    /// <summary>Does the work. Called on a thread of its own, outside of any transaction.</summary>
    /// <param name="run">Which job, since when it is due, with what arguments.</param>
    /// <param name="cancellation">
    /// Cancelled at the job's time limit, when a person cancels the run, when the component goes or the host stops, and when the lease
    /// is lost. Code that does not end within <c>[scheduler] kill_grace</c> after that is abandoned: the job is not run again, on any
    /// host, until it returns.
    /// </param>
    /// <returns>What came of it. An exception makes the run a failed one; it is kept in the history with its stack.</returns>
    /// <exception cref="NotRetryableException">The run failed, and trying again would not help.</exception>
    ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation);
}
