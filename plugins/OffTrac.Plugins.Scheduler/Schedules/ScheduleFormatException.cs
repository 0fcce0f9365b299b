using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>A schedule's text can't be understood: one line with the place, what stands there and what is allowed.</summary>
internal sealed class ScheduleFormatException(string text, int column, string problem, string allowed)
    : TracException($"Schedule \"{Shown(text)}\", column {column}: {problem}; allowed: {allowed}.")
{
    private const int LongestShown = 60;

    /// <summary>Where, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>Text as it may stand in a line of a log: short, without control characters.</summary>
    public static string Shown(string text)
    {
        var isLong = text.Length > LongestShown;
        var shown = isLong ? text[..(char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown)] : text;
        return string.Concat(shown.Select(character => char.IsControl(character) ? '\uFFFD' : character)) + (isLong ? "…" : "");
    }
}
