using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>TracCron's <c>second minute hour day month weekday [year]</c> as the five fields of cron.</summary>
/// <remarks>TracCron never looks at the seconds; its weekdays are 1 for Monday to 7 for Sunday, which cron understands the same way.</remarks>
internal sealed partial record TracCronExpression(string Minute, string Hour, string Day, string Month, string Weekday)
{
    private static readonly (string Name, int Lowest, int Highest)[] s_ranges =
        [("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 1, 7)];

    /// <summary>How many fields a text has that can be one.</summary>
    public static bool IsWhole(string text) => Split(text).Length is 6 or 7;

    /// <exception cref="TracException">One line: what is wrong, what is allowed.</exception>
    public static TracCronExpression Parse(string text)
    {
        var fields = Split(text);
        if (fields.Length is not (6 or 7))
            throw new TracException(string.Create(CultureInfo.InvariantCulture, $"'{text}' has {fields.Length} fields; TracCron's cron has second, minute, hour, day, month, weekday and perhaps a year."));
        if (fields is [.., var year] && fields.Length == 7 && year is not ("*" or "?"))
            throw new TracException($"'{text}' names the year {year}; a schedule that recurs can't.");
        for (var i = 0; i < s_ranges.Length; i++)
            Check(text, fields[i + 1], s_ranges[i].Name, s_ranges[i].Lowest, s_ranges[i].Highest);
        if (IsGiven(fields[3]) && IsGiven(fields[5]))
            throw new TracException($"'{text}' names days of the month and of the week; TracCron never runs that, one of them must be ?.");
        return new TracCronExpression(fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    /// <summary>One that has the times of both; null when none has.</summary>
    public TracCronExpression? With(TracCronExpression other)
    {
        if (this == other)
            return this;
        TracCronExpression[] candidates =
        [
            this with { Minute = other.Minute }, this with { Hour = other.Hour }, this with { Month = other.Month },
            this with { Day = other.Day }, this with { Weekday = other.Weekday },
        ];
        return Array.IndexOf(candidates, other) switch
        {
            0 when IsGiven(Minute) && IsGiven(other.Minute) => this with { Minute = $"{Minute},{other.Minute}" },
            1 when IsGiven(Hour) && IsGiven(other.Hour) => this with { Hour = $"{Hour},{other.Hour}" },
            2 when IsGiven(Month) && IsGiven(other.Month) => this with { Month = $"{Month},{other.Month}" },
            3 when IsGiven(Day) && IsGiven(other.Day) => this with { Day = $"{Day},{other.Day}" },
            4 when IsGiven(Weekday) && IsGiven(other.Weekday) => this with { Weekday = $"{Weekday},{other.Weekday}" },
            _ => null,
        };
    }

    public override string ToString() => $"cron {Minute} {Hour} {Day} {Month} {Weekday}";

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsGiven(string field) => field[0] is not ('*' or '?');

    private static void Check(string text, string field, string name, int lowest, int highest)
    {
        if (field == "?" && name is "day" or "weekday")
            return;
        foreach (var item in field.Split(','))
        {
            var match = Item().Match(item);
            var isRange = match.Groups["to"].Success;
            if (!match.Success || !IsIn(match.Groups["from"]) || !IsIn(match.Groups["to"]) || match.Groups["step"] is { Success: true, Value: "0" or "00" }
                || (isRange && Number(match.Groups["from"]) > Number(match.Groups["to"])))
            {
                throw new TracException(string.Create(
                    CultureInfo.InvariantCulture, $"'{text}': {name} is '{field}'; allowed are *, numbers from {lowest} to {highest}, a-b and a/step."));
            }
        }

        bool IsIn(Group group) => !group.Success || (Number(group) >= lowest && Number(group) <= highest);
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:\*|(?<from>[0-9]{1,2})(?:-(?<to>[0-9]{1,2}))?)(?:/(?<step>[0-9]{1,2}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();
}
