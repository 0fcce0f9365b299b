namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Why a run's token was cancelled.</summary>
internal enum CancelReason
{
    None,
    TimeLimit,
    Person,
    Shutdown,
    LeaseLost,
}
