using System.Collections;
using System.Globalization;
using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Types and values of a record's options in the words of the ini.</summary>
internal static class OptionText
{
    private static readonly (TimeSpan Length, string Name)[] s_units =
    [
        (TimeSpan.FromDays(1), "d"), (TimeSpan.FromHours(1), "h"), (TimeSpan.FromMinutes(1), "m"), (TimeSpan.FromSeconds(1), "s"),
        (TimeSpan.FromMilliseconds(1), "ms"),
    ];

    public static string Type(Type type, OptionAttribute option)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return $"one of {string.Join(", ", Enum.GetNames(plain).Select(name => name.ToLowerInvariant()))}";
        if (plain == typeof(string))
            return option.Choices is null ? "text" : $"one of {string.Join(", ", option.Choices)}";
        if (plain == typeof(bool))
            return "boolean";
        if (plain == typeof(IReadOnlyList<string>))
            return option.Choices is null ? "list" : $"list of {string.Join(", ", option.Choices)}";
        var limits = OptionParser.Limits(option);
        if (plain == typeof(TimeSpan))
            return limits is null ? "duration" : $"duration {limits} seconds";
        var number = plain == typeof(double) ? "number" : "integer";
        return limits is null ? number : $"{number} {limits}";
    }

    public static string Value(object? value) => value switch
    {
        null => "",
        string text => text,
        bool isOn => isOn ? "enabled" : "disabled",
        TimeSpan duration => Duration(duration),
        Enum name => name.ToString().ToLowerInvariant(),
        IEnumerable items => string.Join(", ", items.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Duration(TimeSpan duration)
    {
        var text = new StringBuilder();
        foreach (var (length, name) in s_units)
        {
            var count = duration.Ticks / length.Ticks;
            duration -= length * count;
            if (count > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{name}");
        }

        return text.Length == 0 ? "0" : text.ToString();
    }
}
