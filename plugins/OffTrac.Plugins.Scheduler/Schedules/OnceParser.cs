using System.Globalization;
using System.Text.RegularExpressions;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Reads the time of <c>once</c>.</summary>
internal static partial class OnceParser
{
    private const string Allowed = "a time such as 2026-03-01T12:00, 2026-03-01T12:00:00, 2026-03-01T12:00Z or 2026-03-01T12:00+01:00";

    public static OnceSchedule Parse(string text, ScheduleReader reader)
    {
        var word = reader.Word(Allowed);
        var match = Form().Match(word.Text);
        if (!match.Success)
            throw reader.Fail(word, Allowed);
        var local = match.Groups["local"].Value.ToUpperInvariant();
        if (!DateTime.TryParseExact(local, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw reader.Fail(word.Column, $"\"{match.Groups["local"].Value}\", which no calendar or clock shows", Allowed);
        if (time.Year is < 2 or > 9998)
            throw reader.Fail(word, "years from 0002 to 9998");
        return new OnceSchedule(text, time, Offset(word, match, reader));
    }

    private static TimeSpan? Offset(ScheduleWord word, Match match, ScheduleReader reader)
    {
        var offset = match.Groups["offset"];
        if (!offset.Success)
            return null;
        return InstantText.Offset(offset.ValueSpan)
            ?? throw reader.Fail(word.Column + offset.Index, $"\"{offset.Value}\"", "an offset from -23:59 to +23:59");
    }

    [GeneratedRegex(
        @"^(?<local>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)(?<offset>Z|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
