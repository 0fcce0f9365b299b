namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>How a job is, in the one word that people see.</summary>
internal enum JobState
{
    /// <summary>Waits for its next time.</summary>
    Idle,

    /// <summary>Its time has come; the next ping starts it.</summary>
    Due,

    /// <summary>Its time has come, and all workers are busy.</summary>
    Waiting,

    /// <summary>Its time has passed by more than its grace.</summary>
    Overdue,

    /// <summary>Runs now, on some host.</summary>
    Running,

    /// <summary>Its code did not end when it was told to; it is not run again until that code returns.</summary>
    Abandoned,

    /// <summary>Failed the last time.</summary>
    Failing,

    /// <summary>A person, or too many failures, stopped it.</summary>
    Paused,

    /// <summary>Runs only by hand.</summary>
    Manual,

    /// <summary>Switched off by <c>enabled = false</c>.</summary>
    Off,

    /// <summary>Was to run once, and has.</summary>
    Done,

    /// <summary>Its schedule or zone can't be understood.</summary>
    BadSchedule,

    /// <summary>The component that has it is not there.</summary>
    NoComponent,
}
