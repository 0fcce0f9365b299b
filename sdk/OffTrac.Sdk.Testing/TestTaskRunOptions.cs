using OffTrac.Sdk.Scheduling;

namespace OffTrac.Sdk.Testing;

/// <summary>What a task is told of a run.</summary>
public sealed record TestTaskRunOptions
{
    /// <summary>Name of the job.</summary>
    public required string Job { get; init; }

    /// <summary>The planned time that the run serves; null for now.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>When it started; null for now.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the last run that ended well was started; null for never.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Why it was started.</summary>
    public TaskTrigger Trigger { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Grows with each run of the job.</summary>
    public long FencingToken { get; init; } = 1;

    /// <summary>Arguments by name.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Login that the job acts as.</summary>
    public string User { get; init; } = "scheduler";

    /// <summary>True when another host has taken the job over: <see cref="TaskRun.ConfirmAsync"/> throws.</summary>
    public bool IsLeaseLost { get; init; }

    /// <summary>Told of each report of progress, at once and on the task's thread: a test can cancel the run there.</summary>
    public Action<TaskProgress>? OnProgress { get; init; }
}
