namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>What became of something that <c>[traccron]</c> says.</summary>
internal enum ImportOutcome
{
    /// <summary>Written to <c>[scheduler]</c>; in a dry run, that it would be.</summary>
    Written,

    /// <summary>It was there already.</summary>
    Unchanged,

    /// <summary><c>[scheduler]</c> says something else, which is left as it is.</summary>
    Kept,

    /// <summary>It can't be said in <c>[scheduler]</c>; nothing of the task was written.</summary>
    Refused,

    /// <summary>It is not the scheduler's.</summary>
    Ignored,
}
