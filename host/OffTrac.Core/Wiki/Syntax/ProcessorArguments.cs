using System.Collections.Frozen;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>What stands behind a processor's name: <c>name=value name="two words" flag -other</c>.</summary>
internal static class ProcessorArguments
{
    private const string True = "True";
    private const string False = "False";

    public static IReadOnlyDictionary<string, string> Empty { get; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Values by name; a flag alone is <c>True</c>, with a minus <c>False</c>, and wins over a value.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Empty;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var flags = new List<(string Name, string Value)>();
        var position = 0;
        var flagStart = 0;
        while (position < text.Length)
        {
            var nameEnd = NameEnd(text, position);
            if (nameEnd == position)
            {
                position++;
                continue;
            }

            if (TryValue(text, nameEnd, out var value, out var valueEnd))
            {
                AddFlags(text[flagStart..position], flags);
                values[text[position..nameEnd]] = value;
                position = flagStart = valueEnd;
            }
            else
            {
                position = nameEnd;
            }
        }

        AddFlags(text[flagStart..], flags);
        foreach (var (name, value) in flags)
            values[name] = value;
        return values;
    }

    private static bool TryValue(string text, int nameEnd, out string value, out int end)
    {
        (value, end) = ("", nameEnd);
        if (nameEnd + 1 >= text.Length || text[nameEnd] != '=')
            return false;
        var start = nameEnd + 1;
        var quote = text[start];
        if (quote is '"' or '\'')
        {
            var close = text.IndexOf(quote, start + 1);
            if (close < 0)
                return false;
            (value, end) = (text[(start + 1)..close], close + 1);
            return true;
        }

        end = start;
        while (end < text.Length && (text[end] == ',' || IsName(text, end)))
            end++;
        value = text[start..end];
        return end > start;
    }

    private static void AddFlags(string text, List<(string Name, string Value)> flags)
    {
        var position = 0;
        while (position < text.Length)
        {
            var start = position;
            while (position < text.Length && !WikiCharacters.IsSpace(text[position]))
                position++;
            if (position > start && NameEnd(text, start) == position)
                AddFlag(text[start..position], flags);
            position++;
        }
    }

    private static void AddFlag(string flag, List<(string Name, string Value)> flags)
    {
        if (flag[0] != '-')
            flags.Add((flag, True));
        else if (flag.Length > 1)
            flags.Add((flag[1..], False));
    }

    private static int NameEnd(string text, int from)
    {
        while (from < text.Length && IsName(text, from))
            from++;
        return from;
    }

    private static bool IsName(string text, int at) => text[at] == '-' || WikiCharacters.IsWord(text, at);
}
