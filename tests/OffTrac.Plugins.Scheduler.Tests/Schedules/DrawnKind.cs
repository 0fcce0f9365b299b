namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>How a drawn schedule meets changes of the clock.</summary>
internal enum DrawnKind
{
    Fixed,
    Wildcard,
    Window,
}
