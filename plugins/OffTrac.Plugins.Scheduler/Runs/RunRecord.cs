using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>A line of the history.</summary>
internal sealed record RunRecord
{
    public required Guid Id { get; init; }

    public required string Job { get; init; }

    /// <summary>The planned time that it served, UTC.</summary>
    public required DateTimeOffset ScheduledFor { get; init; }

    /// <summary>When it started, UTC; of a line without a run, when that was noticed.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Which host process.</summary>
    public string Node { get; init; } = "";

    public TaskTrigger Trigger { get; init; }

    /// <summary>Login of who asked for it; null when nobody did.</summary>
    public string? Author { get; init; }

    public int Attempt { get; init; } = 1;

    public required RunState State { get; init; }

    public string? Summary { get; init; }

    /// <summary>Captured lines; null when not asked for or none.</summary>
    public string? Log { get; init; }

    /// <summary>Type, message and stack of what was thrown, inner ones too; null when not asked for or none.</summary>
    public string? Exception { get; init; }

    /// <summary>How many runs, or times that passed, this line stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How far a running one is; null for not known.</summary>
    public TaskProgress? Progress { get; init; }
}
