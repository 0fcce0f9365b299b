using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>How a run ended.</summary>
internal sealed record RunOutcome
{
    public required RunState State { get; init; }

    public string? Summary { get; init; }

    /// <summary>Type, message and stack; null for none.</summary>
    public string? Exception { get; init; }

    public bool IsRetryable { get; init; }

    /// <summary>When the work is to be done again, because it was not the run's fault; null for not.</summary>
    public TimeSpan? GivesBackIn { get; init; }

    public TaskResult Result { get; init; } = TaskResult.Done;
}
