using System.Text;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Changes one option in a file's text and leaves every other line, comment and line end as it is.</summary>
internal static class IniEditor
{
    /// <summary>The text with the option set, or removed when the value is null.</summary>
    /// <exception cref="ConfigurationException">Name or value can't be written so that they are read back the same.</exception>
    public static string Set(IniDocument document, string section, string option, string? value)
    {
        CheckNames(document.File, section, option);
        var lines = document.Lines.ToList();
        var end = lines.Count > 0 && lines[0].EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var known = document.Find(section);
        value = value?.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (known?.Find(option)?.Value == value)
            return string.Concat(lines);
        if (value is null)
            Remove(document, lines, section, option);
        else if (known is null)
            Append(lines, section, option, value, end);
        else if (known.Find(option) is { } old)
            Replace(lines, old, value, end);
        else
            Insert(lines, known, option, value, end);
        return Check(document, string.Concat(lines), section, option, value);
    }

    private static void CheckNames(string file, string section, string option)
    {
        if (section == "DEFAULT" || section.AsSpan().IndexOfAny("[]\r\n") >= 0)
            throw new ConfigurationException($"{file}: [{OneLine(section)}] can't be written; allowed is a name without brackets and line breaks, other than DEFAULT.");
        if (option != PythonText.Strip(option) || option[0] is '#' or ';' or '[' || option.AsSpan().IndexOfAny("=:]\r\n") >= 0)
        {
            throw new ConfigurationException(
                $"{file}: [{section}] {OneLine(option)} can't be written; allowed is a name without '=', ':', ']', line breaks and blanks around it that does not begin with '#', ';' or '['.");
        }
    }

    private static void Append(List<string> lines, string section, string option, string value, string end)
    {
        if (lines.Count > 0 && !EndsLine(lines[^1]))
            lines[^1] += end;
        if (lines.Count > 0 && PythonText.Strip(lines[^1]).Length > 0)
            lines.Add(end);
        lines.Add($"[{section}]{end}");
        lines.Add(Text("", option, value, end) + end);
    }

    private static void Replace(List<string> lines, IniOption old, string value, string end)
    {
        var line = lines[old.FirstLine];
        var indent = line[..PythonText.Indent(line)];
        var name = line[indent.Length..line.AsSpan().IndexOfAny('=', ':')].TrimEnd();
        var last = lines[old.LastLine];
        lines.RemoveRange(old.FirstLine, old.LastLine - old.FirstLine + 1);
        lines.Insert(old.FirstLine, Text(indent, name, value, end) + (EndsLine(last) ? end : ""));
    }

    private static void Insert(List<string> lines, IniSection section, string option, string value, string end)
    {
        var last = section.Options.OrderBy(known => known.LastLine).LastOrDefault();
        var after = last?.LastLine ?? section.HeaderLines[^1];
        if (!EndsLine(lines[after]))
            lines[after] += end;

        // Indented deeper than the option before it, it would go on with that one's value.
        var model = lines[last?.FirstLine ?? section.HeaderLines[^1]];
        lines.Insert(after + 1, Text(model[..PythonText.Indent(model)], option, value, end) + end);
    }

    private static void Remove(IniDocument document, List<string> lines, string section, string option)
    {
        while (document.Find(section)?.Find(option) is { } old)
        {
            lines.RemoveRange(old.FirstLine, old.LastLine - old.FirstLine + 1);
            document = IniParser.Parse(document.File, Encoding.UTF8.GetBytes(string.Concat(lines)));
        }
    }

    private static string Text(string indent, string option, string value, string end) =>
        $"{indent}{option} = {value.Replace("\n", $"{end}{indent}\t", StringComparison.Ordinal)}".TrimEnd(' ');

    private static bool EndsLine(string line) => line.EndsWith('\n') || line.EndsWith('\r');

    /// <summary>Reads the new text back: the option must have exactly the value, and nothing else may have been touched by it.</summary>
    private static string Check(IniDocument before, string text, string section, string option, string? value)
    {
        var after = IniParser.Parse(before.File, Encoding.UTF8.GetBytes(text));
        if (after.Find(section)?.Find(option)?.Value == value && Others(before, section, option).SequenceEqual(Others(after, section, option)))
            return text;
        throw new ConfigurationException(
            $"{before.File}: the value for [{section}] {option} can't be kept in an ini file; allowed are lines without blanks around them, of which only the first may begin with '#' or ';' and the last is not empty.");
    }

    private static IEnumerable<(string Section, string Option, string Value)> Others(IniDocument document, string section, string option) =>
        document.Sections.Append(document.Defaults)
            .SelectMany(each => each.Options.Select(other => (Section: each.Name, Option: other.Name, other.Value)))
            .Where(other => other.Section != section || other.Option != option)
            .Order();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
