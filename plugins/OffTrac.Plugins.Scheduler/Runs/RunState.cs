namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>What became of a run; written in lower case with dashes, such as <c>timed-out</c>.</summary>
internal enum RunState
{
    Running,
    Ok,
    Failed,
    TimedOut,
    Cancelled,

    /// <summary>Its host died, or lost its lease.</summary>
    Lost,

    /// <summary>No run: times that passed unnoticed.</summary>
    Missed,

    /// <summary>No run: times that came while the job ran or was late.</summary>
    Skipped,
}
