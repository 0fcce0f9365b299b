using System.Globalization;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Reads a workflow that stands in a page, by the rules of Python's RawConfigParser.</summary>
internal static class WorkflowText
{
    /// <summary>Options of the section <c>[ticket-workflow]</c> in order, names in small letters.</summary>
    /// <exception cref="WikiMacroException">A line can't be read, or comes twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text)
    {
        Dictionary<string, List<KeyValuePair<string, string>>> sections = new(StringComparer.Ordinal);
        List<string> errors = [];
        List<KeyValuePair<string, string>>? section = null;
        var name = "";
        var isOpen = false;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] is '#' or ';')
                continue;
            if (isOpen && char.IsWhiteSpace(line[0]))
            {
                section![^1] = KeyValuePair.Create(section[^1].Key, $"{section[^1].Value}\n{trimmed}");
            }
            else if (trimmed[0] == '[' && trimmed.IndexOf(']', StringComparison.Ordinal) is > 1 and var end)
            {
                name = trimmed[1..end];
                section = [];
                isOpen = false;
                if (!sections.TryAdd(name, section))
                    throw Repeated(i, $"section '{name}'");
            }
            else if (section is null)
            {
                throw new WikiMacroException($"MissingSectionHeaderError: File contains no section headers.\nfile: '<???>', line: {Number(i)}\n{Quote(lines, i)}");
            }
            else if (trimmed.AsSpan().IndexOfAny('=', ':') is > 0 and var separator)
            {
                var option = trimmed[..separator].TrimEnd().ToLowerInvariant();
                if (section.Exists(other => other.Key == option))
                    throw Repeated(i, $"option '{option}' in section '{name}'");
                section.Add(KeyValuePair.Create(option, trimmed[(separator + 1)..].Trim()));
                isOpen = true;
            }
            else
            {
                errors.Add($"\n\t[line {Number(i),2}]: {Quote(lines, i)}");
            }
        }

        if (errors.Count > 0)
            throw new WikiMacroException($"ParsingError: Source contains parsing errors: '<???>'{string.Concat(errors)}");
        return sections.GetValueOrDefault("ticket-workflow", []);
    }

    private static WikiMacroException Repeated(int line, string what) => new($"While reading from '<???>' [line {Number(line),2}]: {what} already exists");

    private static string Number(int line) => (line + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The line as Python writes a text, its end included.</summary>
    private static string Quote(string[] lines, int line)
    {
        var text = lines[line].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal);
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        if (quote == '\'')
            text = text.Replace("'", @"\'", StringComparison.Ordinal);
        return $"{quote}{text}{(line < lines.Length - 1 ? @"\n" : "")}{quote}";
    }
}
