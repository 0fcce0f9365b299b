using OffTrac.Plugins.Scheduler.Runs;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>Everything people want to know of a job.</summary>
internal sealed record JobStatus
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Name of the component that has it.</summary>
    public string Component { get; init; } = "";

    public required JobState State { get; init; }

    /// <summary>Why it is so, for people: the reason of a pause, what is wrong with a schedule, what an overdue job waits for; null for nothing to say.</summary>
    public string? Hint { get; init; }

    public string Schedule { get; init; } = "";

    /// <summary>The schedule in words; empty when it can't be understood.</summary>
    public string Meaning { get; init; } = "";

    public string TimeZone { get; init; } = "";

    /// <summary>Next start, jitter included, UTC; null for none.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>By how much the next start has passed; null when it is not overdue.</summary>
    public TimeSpan? OverdueBy { get; init; }

    /// <summary>The last run that has ended; null for none.</summary>
    public RunRecord? LastRun { get; init; }

    /// <summary>The run of this moment; null for none.</summary>
    public RunRecord? Current { get; init; }

    /// <summary>Identity of the run that was asked for and has not started yet; null for none.</summary>
    public Guid? Requested { get; init; }

    /// <summary>Failed runs in a row.</summary>
    public int Failures { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>All settings with their origin; empty in lists.</summary>
    public IReadOnlyList<JobSetting> Settings { get; init; } = [];
}
