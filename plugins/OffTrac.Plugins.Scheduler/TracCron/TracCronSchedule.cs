using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>Turns TracCron's schedules of a task into one schedule with exactly the same times.</summary>
internal static partial class TracCronSchedule
{
    /// <param name="kinds">The schedules; at least one.</param>
    /// <exception cref="TracException">One line: a value that can't be read, or times that no one schedule has.</exception>
    public static string From(IReadOnlyList<TracCronKind> kinds)
    {
        var crons = kinds.Where(static kind => kind.Name == "cron").SelectMany(Crons).ToList();
        var times = RepeatedTimes.Join(kinds.Where(static kind => kind.Name != "cron").SelectMany(static kind => kind.Values.Select(value => Times(kind.Name, value))));
        if (Join(crons) is { } cron && times.Count == 0)
            return cron.ToString();
        return crons.Count == 0 && times is [var single] && single.Schedule() is { } schedule
            ? schedule
            : throw new TracException($"{string.Join(" and ", kinds)}: no single schedule has all these times; make two jobs of it, or change it.");
    }

    /// <summary>TracCron parts the option at commas; when that leaves no whole schedules, commas were meant as in cron.</summary>
    private static IEnumerable<TracCronExpression> Crons(TracCronKind kind) =>
        !kind.Values.All(TracCronExpression.IsWhole) && TracCronExpression.IsWhole(kind.Text) ? [TracCronExpression.Parse(kind.Text.Trim())] : kind.Values.Select(TracCronExpression.Parse);

    private static TracCronExpression? Join(List<TracCronExpression> crons) =>
        crons.Count == 0 ? null : crons.Skip(1).Aggregate((TracCronExpression?)crons[0], static (joined, next) => joined?.With(next));

    private static RepeatedTimes Times(string kind, string value) => kind switch
    {
        "hourly" => new RepeatedTimes { IsHourly = true, Times = [Number(value, 0, 59) ?? throw Unreadable(kind, value, "a minute from 0 to 59, such as 45")] },
        "daily" => new RepeatedTimes { Times = [TimeOfDay(value) ?? throw Unreadable(kind, value, "a time such as 8h30")] },
        "weekly" => OnDay(value, 0, 6) is var (weekday, time)
            ? new RepeatedTimes { Times = [time], Weekdays = [weekday] }
            : throw Unreadable(kind, value, "a day from 0 (Monday) to 6 and a time, such as 0@12h00"),
        _ => OnDay(value, 1, 31) is var (day, time)
            ? new RepeatedTimes { Times = [time], Days = [day] }
            : throw Unreadable(kind, value, "a day from 1 to 31 and a time, such as 15@12h00"),
    };

    private static (int Day, int Time)? OnDay(string value, int lowest, int highest)
    {
        var parts = value.Split('@', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Number(parts[0], lowest, highest) is { } day && TimeOfDay(parts[1]) is { } time ? (day, time) : null;
    }

    /// <summary>Minutes since midnight. TracCron itself compares texts and so never runs at 08h30 or 12h00; what was meant is clear.</summary>
    private static int? TimeOfDay(string value) =>
        Time().Match(value) is { Success: true } match
        && Number(match.Groups["hour"].Value, 0, 23) is { } hour
        && Number(match.Groups["minute"].Value, 0, 59) is { } minute
            ? (hour * 60) + minute
            : null;

    private static int? Number(string text, int lowest, int highest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number : null;

    private static TracException Unreadable(string kind, string value, string allowed) => new($"{kind} is '{value}'; allowed is {allowed}.");

    [GeneratedRegex(@"^(?<hour>[0-9]{1,2})[hH](?<minute>[0-9]{1,2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
