using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Scheduling;

/// <summary>One execution of a job, as the task sees it. Don't keep it beyond the run.</summary>
public abstract class TaskRun
{
    /// <summary>Name of the job.</summary>
    public abstract string Job { get; }

    /// <summary>Identity of this run, as in the history.</summary>
    public abstract Guid Id { get; }

    /// <summary>
    /// The planned time that this run serves, UTC, without jitter; for a run by hand the time it was asked for. Together with the job
    /// it names the work: two runs with the same time are the same work.
    /// </summary>
    public abstract DateTimeOffset ScheduledFor { get; }

    /// <summary>When it started, UTC, by the database's clock.</summary>
    public abstract DateTimeOffset Started { get; }

    /// <summary>When the last run that ended well was started, UTC; null for never.</summary>
    public abstract DateTimeOffset? LastSuccess { get; }

    /// <summary>Why it was started.</summary>
    public abstract TaskTrigger Trigger { get; }

    /// <summary>1 for the first attempt.</summary>
    public abstract int Attempt { get; }

    /// <summary>Grows with each run of the job on any host. Pass it on where outside effects must not come from two hosts.</summary>
    public abstract long FencingToken { get; }

    /// <summary>Arguments by name, those given by hand included; empty for none.</summary>
    public abstract IReadOnlyDictionary<string, string> Arguments { get; }

    /// <summary>Login that the job acts as: <c>[scheduler] user</c>.</summary>
    public abstract string User { get; }

    /// <summary>Goes to the host's log and, from information upwards and up to 64 KiB, into the run's history.</summary>
    public abstract ILogger Log { get; }

    /// <summary>Says how far it is; people see it while it runs.</summary>
    public abstract IProgress<TaskProgress> Progress { get; }

    /// <summary>
    /// Ends the run as part of a transaction: what was written in the scope and the run's good end are committed together, or
    /// neither is. Call it last. So work that consists of rows is done exactly once, whatever happens to this host.
    /// </summary>
    /// <param name="scope">An open scope of the environment's database.</param>
    /// <param name="cancellation">Ends the statement.</param>
    /// <exception cref="LeaseLostException">Another host has taken the job over; roll back.</exception>
    public abstract ValueTask ConfirmAsync(IWriteScope scope, CancellationToken cancellation);
}
