namespace OffTrac.Plugins.Scheduler.Notices;

/// <summary>What people are told of a job.</summary>
internal enum JobNoticeKind
{
    /// <summary>A run failed, the first in a row.</summary>
    Failed,

    /// <summary>The job was paused, because too much went wrong.</summary>
    Paused,

    /// <summary>A run was good after others that failed.</summary>
    Recovered,

    /// <summary>A time to run has passed for long.</summary>
    Overdue,
}
