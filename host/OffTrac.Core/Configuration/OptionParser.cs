using System.Globalization;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Turns the text of an option into the type of its property.</summary>
internal static class OptionParser
{
    /// <param name="type">Type of the property.</param>
    /// <param name="text">Text in the ini.</param>
    /// <param name="option">Limits.</param>
    /// <param name="tracRules">Whether Trac's forgiving rules apply.</param>
    /// <param name="value">The value.</param>
    /// <returns>Null when it could be read; otherwise what is allowed.</returns>
    public static string? TryParse(Type type, string text, OptionAttribute option, bool tracRules, out object? value)
    {
        value = null;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
            return ParseText(text, option, ref value);
        if (plain == typeof(IReadOnlyList<string>))
        {
            value = TracValue.ToList(text, option.Separators);
            return option.Choices is null ? null : CheckItems((IReadOnlyList<string>)value, option.Choices);
        }

        if (plain == typeof(bool))
            return ParseBool(text, tracRules, ref value);
        if (plain.IsEnum)
            return ParseEnum(plain, text, ref value);
        if (plain == typeof(TimeSpan))
            return ParseDuration(text, option, ref value);
        return ParseNumber(plain, text, option, tracRules, ref value);
    }

    /// <summary><c>90s</c>, <c>2h30m</c>, <c>7d</c>; a bare number is seconds.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var lowered = text.Trim().ToLowerInvariant();
        if (double.TryParse(lowered, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TrySeconds(seconds, ref duration);
        const string Units = "wdhms";
        var (position, unitsUsed, total) = (0, -1, 0.0);
        while (position < lowered.Length)
        {
            var digits = position;
            while (position < lowered.Length && (char.IsAsciiDigit(lowered[position]) || lowered[position] == '.'))
                position++;
            var isMilliseconds = lowered.AsSpan(position).SequenceEqual("ms");
            var unit = position < lowered.Length ? Units.IndexOf(lowered[position], StringComparison.Ordinal) : -1;
            if (!isMilliseconds && unit <= unitsUsed)
                return false;
            if (!double.TryParse(lowered.AsSpan(digits, position - digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
                return false;
            total += count * (isMilliseconds ? 0.001 : unit switch { 0 => 604800, 1 => 86400, 2 => 3600, 3 => 60, _ => 1 });
            (position, unitsUsed) = (position + (isMilliseconds ? 2 : 1), unit);
        }

        return lowered.Length > 0 && TrySeconds(total, ref duration);
    }

    private static bool TrySeconds(double seconds, ref TimeSpan duration)
    {
        if (!(seconds <= TimeSpan.MaxValue.TotalSeconds / 2))
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static string? ParseText(string text, OptionAttribute option, ref object? value)
    {
        value = text;
        if (option.Choices is null)
            return null;
        value = option.Choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase));
        return value is null ? $"one of {string.Join(", ", option.Choices)}" : null;
    }

    private static string? CheckItems(IReadOnlyList<string> items, string[] choices) =>
        items.All(item => choices.Contains(item, StringComparer.OrdinalIgnoreCase)) ? null : $"a list of {string.Join(", ", choices)}";

    private static string? ParseBool(string text, bool tracRules, ref object? value)
    {
        if (tracRules)
        {
            value = TracValue.ToBool(text);
            return null;
        }

        value = text.Trim().ToLowerInvariant() switch
        {
            "yes" or "true" or "enabled" or "on" or "1" => true,
            "no" or "false" or "disabled" or "off" or "0" => false,
            _ => null,
        };
        return value is null ? "yes, true, on, enabled, 1 or no, false, off, disabled, 0" : null;
    }

    private static string? ParseEnum(Type type, string text, ref object? value)
    {
        var name = Enum.GetNames(type).FirstOrDefault(name =>
            string.Equals(name, text.Trim().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        if (name is null)
            return $"one of {string.Join(", ", Enum.GetNames(type).Select(known => known.ToLowerInvariant()))}";
        value = Enum.Parse(type, name);
        return null;
    }

    private static string? ParseDuration(string text, OptionAttribute option, ref object? value)
    {
        const string Allowed = "a duration such as 90s, 2h30m or 7d";
        if (!TryParseDuration(text, out var duration))
            return Allowed;
        value = duration;
        return CheckRange(duration.TotalSeconds, option) is { } range ? $"{Allowed}, {range} seconds" : null;
    }

    private static string? ParseNumber(Type type, string text, OptionAttribute option, bool tracRules, ref object? value)
    {
        double number;
        string allowed;
        if (type == typeof(double))
        {
            allowed = "a number";
            if (!TracValue.TryParseFloat(text, out number) && !(tracRules && text.Length == 0))
                return allowed;
            value = number;
        }
        else
        {
            allowed = "a whole number";
            if ((text.Length == 0 && !tracRules) || !TracValue.TryParseInt(text, out var whole) || (type == typeof(int) && whole is < int.MinValue or > int.MaxValue))
                return allowed;
            number = whole;
            value = type == typeof(int) ? (object)(int)whole : whole;
        }

        return CheckRange(number, option) is { } range ? $"{allowed} {range}" : null;
    }

    /// <summary>The range of an option in words; null when there is none.</summary>
    public static string? Limits(OptionAttribute option) => (double.IsNaN(option.Minimum), double.IsNaN(option.Maximum)) switch
    {
        (true, true) => null,
        (false, false) => string.Create(CultureInfo.InvariantCulture, $"from {option.Minimum} to {option.Maximum}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"of at least {option.Minimum}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"of at most {option.Maximum}"),
    };

    private static string? CheckRange(double number, OptionAttribute option) =>
        number < option.Minimum || number > option.Maximum || double.IsNaN(number) ? Limits(option) : null;
}
