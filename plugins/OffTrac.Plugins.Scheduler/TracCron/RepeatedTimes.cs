using System.Collections.Immutable;
using System.Globalization;

namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>Times on days: what TracCron's daily, hourly, weekly and monthly schedules are made of.</summary>
internal sealed record RepeatedTimes
{
    private static readonly string[] s_weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Whether <see cref="Times"/> are minutes of every hour rather than of the day.</summary>
    public bool IsHourly { get; init; }

    public required ImmutableSortedSet<int> Times { get; init; }

    /// <summary>Days of the week, 0 for Monday; empty for all.</summary>
    public ImmutableSortedSet<int> Weekdays { get; init; } = [];

    /// <summary>Days of the month; empty for all. With <see cref="Weekdays"/> a day needs to be one of either.</summary>
    public ImmutableSortedSet<int> Days { get; init; } = [];

    private bool IsEveryDay => Weekdays.IsEmpty && Days.IsEmpty;

    /// <summary>Joins those that together are one, until no two can be joined.</summary>
    public static List<RepeatedTimes> Join(IEnumerable<RepeatedTimes> times)
    {
        var joined = new List<RepeatedTimes>();
        foreach (var each in times)
        {
            var current = each;
            for (var i = 0; i < joined.Count; i++)
            {
                if (joined[i].With(current) is not { } both)
                    continue;
                current = both;
                joined.RemoveAt(i);
                // What could not be joined with a part may be joined with the whole.
                i = -1;
            }

            joined.Add(current);
        }

        return joined;
    }

    /// <summary>The schedule's text; null when none says it.</summary>
    public string? Schedule()
    {
        if (IsHourly)
            return $"cron {Numbers(Times)} * {DayFields()}";
        if (!Weekdays.IsEmpty && !Days.IsEmpty)
            return MinutesOfHours() is var (minutes, hours) ? $"cron {Numbers(minutes)} {Numbers(hours)} {DayFields()}" : null;
        var times = string.Join(", ", Times.Select(static time => string.Create(CultureInfo.InvariantCulture, $"{time / 60:00}:{time % 60:00}")));
        return IsEveryDay ? $"daily {times}" : Days.IsEmpty ? $"weekly {Names(Weekdays)} {times}" : $"monthly {Numbers(Days)} {times}";
    }

    private RepeatedTimes? With(RepeatedTimes other)
    {
        if (Covers(other))
            return this;
        if (other.Covers(this))
            return other;
        if (IsHourly != other.IsHourly)
            return null;
        if (Weekdays.SetEquals(other.Weekdays) && Days.SetEquals(other.Days))
            return this with { Times = Times.Union(other.Times) };
        return Times.SetEquals(other.Times) ? this with { Weekdays = Weekdays.Union(other.Weekdays), Days = Days.Union(other.Days) } : null;
    }

    private bool Covers(RepeatedTimes other) =>
        (IsEveryDay || (!other.IsEveryDay && Weekdays.IsSupersetOf(other.Weekdays) && Days.IsSupersetOf(other.Days)))
        && (IsHourly == other.IsHourly ? Times.IsSupersetOf(other.Times) : IsHourly && other.Times.All(time => Times.Contains(time % 60)));

    /// <summary>The times as all minutes of all hours; null when they are not.</summary>
    private (ImmutableSortedSet<int> Minutes, ImmutableSortedSet<int> Hours)? MinutesOfHours()
    {
        var minutes = Times.Select(static time => time % 60).ToImmutableSortedSet();
        var hours = Times.Select(static time => time / 60).ToImmutableSortedSet();
        return minutes.Count * hours.Count == Times.Count ? (minutes, hours) : null;
    }

    private string DayFields() => $"{(Days.IsEmpty ? "*" : Numbers(Days))} * {(Weekdays.IsEmpty ? "*" : Names(Weekdays))}";

    private static string Numbers(IEnumerable<int> numbers) => string.Join(',', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Names(IEnumerable<int> weekdays) => string.Join(',', weekdays.Select(static day => s_weekdays[day]));
}
