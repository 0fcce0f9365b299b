using System.Globalization;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>Settings of a job as text: durations such as <c>2h30m</c>, yes and no, choices, arguments.</summary>
internal static class SettingText
{
    private static readonly (char Unit, TimeSpan Length)[] s_units =
    [
        ('w', TimeSpan.FromDays(7)), ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1)),
    ];

    /// <exception cref="TracException">It is none; the message says what is allowed.</exception>
    public static TimeSpan Duration(string text)
    {
        var rest = text.AsSpan().Trim();
        if (double.TryParse(rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < TimeSpan.MaxValue.TotalSeconds / 2)
            return TimeSpan.FromSeconds(seconds);
        var sum = TimeSpan.Zero;
        foreach (var (unit, length) in s_units)
        {
            var digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            if (digits is 0 or > 9 || digits == rest.Length || char.ToLowerInvariant(rest[digits]) != unit)
                continue;
            sum += length * int.Parse(rest[..digits], CultureInfo.InvariantCulture);
            rest = rest[(digits + 1)..];
        }

        return rest.IsEmpty && text.Trim().Length > 0 ? sum : throw new TracException("a duration such as 90s, 2h30m or 7d");
    }

    public static bool Truth(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "enabled" or "1" => true,
        "false" or "no" or "off" or "disabled" or "0" => false,
        _ => throw new TracException("true or false"),
    };

    public static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new TracException("a whole number from 0");

    public static T Choice<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text.Trim(), ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text.Trim()[0])
            ? value
            : throw new TracException(string.Join(", ", Enum.GetNames<T>().Select(static name => name.ToLowerInvariant())));

    /// <summary><c>name=value, name=value</c>; an item without a name is named by its position.</summary>
    public static Dictionary<string, string> Arguments(string text)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                arguments[item[..equals].Trim()] = item[(equals + 1)..].Trim();
            else
                arguments[(arguments.Count + 1).ToString(CultureInfo.InvariantCulture)] = item;
        }

        return arguments;
    }

    public static string Of(TimeSpan duration)
    {
        var text = "";
        var rest = duration;
        foreach (var (unit, length) in s_units.AsSpan(1))
        {
            var count = (long)(rest / length);
            rest -= length * count;
            if (count > 0)
                text += count.ToString(CultureInfo.InvariantCulture) + unit;
        }

        return text.Length == 0 ? "0" : text;
    }

    public static string Of(IReadOnlyDictionary<string, string> arguments) =>
        string.Join(", ", arguments.Select(static pair => $"{pair.Key}={pair.Value}"));
}
