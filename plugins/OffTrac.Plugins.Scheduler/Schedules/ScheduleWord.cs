namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>A piece of a schedule's text, and where it begins, from 1.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Column">Its first column.</param>
/// <param name="CommaColumn">Column of the comma before it; 0 for none.</param>
internal readonly record struct ScheduleWord(string Text, int Column, int CommaColumn = 0)
{
    public bool Is(string keyword) => string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);
}
