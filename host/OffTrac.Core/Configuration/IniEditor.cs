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
        var lines = document.Lines.ToList();
        if (value is null)
        {
            Remove(document, lines, section, option);
            return Check(document.File, string.Concat(lines), section, option, null);
        }

        var normal = Normalise(value);
        var end = document.Lines.Count > 0 && document.Lines[0].EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (document.Find(section) is not { } known)
            Append(lines, section, option, normal, end);
        else if (known.Find(option) is { } old)
            Replace(lines, old, normal, end);
        else
            Insert(lines, known, option, normal, end);
        return Check(document.File, string.Concat(lines), section, option, normal);
    }

    /// <summary>What a reader makes of it: each line stripped, nothing blank at the end.</summary>
    private static string Normalise(string value) =>
        PythonText.StripEnd(string.Join('\n', value.ReplaceLineEndings("\n").Split('\n').Select(PythonText.Strip))).ToString();

    private static void Append(List<string> lines, string section, string option, string value, string end)
    {
        if (lines.Count > 0 && !EndsLine(lines[^1]))
            lines[^1] += end;
        if (lines.Count > 0 && PythonText.Strip(lines[^1]).Length > 0)
            lines.Add(end);
        lines.Add($"[{section}]{end}");
        lines.Add(Line("", option, value, end));
    }

    private static void Replace(List<string> lines, IniOption old, string value, string end)
    {
        var line = lines[old.FirstLine];
        var name = line[..line.AsSpan().IndexOfAny('=', ':')].TrimEnd();
        var last = lines[old.LastLine];
        lines.RemoveRange(old.FirstLine, old.LastLine - old.FirstLine + 1);
        lines.Insert(old.FirstLine, Line("", name, value, EndsLine(last) ? end : ""));
    }

    private static void Insert(List<string> lines, IniSection section, string option, string value, string end)
    {
        var last = section.Options.OrderBy(known => known.LastLine).LastOrDefault();
        var after = last?.LastLine ?? section.HeaderLines[^1];
        if (!EndsLine(lines[after]))
            lines[after] += end;

        // Indented deeper than the option before it, it would go on with that one's value.
        var indent = last is null ? "" : lines[last.FirstLine][..PythonText.Indent(lines[last.FirstLine])];
        lines.Insert(after + 1, Line(indent, option, value, end));
    }

    private static void Remove(IniDocument document, List<string> lines, string section, string option)
    {
        while (document.Find(section)?.Find(option) is { } old)
        {
            lines.RemoveRange(old.FirstLine, old.LastLine - old.FirstLine + 1);
            document = IniParser.Parse(document.File, Encoding.UTF8.GetBytes(string.Concat(lines)));
        }
    }

    private static string Line(string indent, string option, string value, string end) =>
        $"{indent}{option} = {value.Replace("\n", $"{(end.Length == 0 ? "\n" : end)}{indent}\t", StringComparison.Ordinal)}".TrimEnd(' ') + end;

    private static bool EndsLine(string line) => line.EndsWith('\n') || line.EndsWith('\r');

    /// <summary>Reads the new text back: whatever the name or value holds, nothing else may have been touched by it.</summary>
    private static string Check(string file, string text, string section, string option, string? value)
    {
        string? problem;
        try
        {
            var read = IniParser.Parse(file, Encoding.UTF8.GetBytes(text)).Find(section)?.Find(option)?.Value;
            problem = read == value ? null : "is not read back the same: a name can't hold '=', ':' or line breaks nor begin with '#', ';' or '['; no line of a value can begin with '#' or ';'";
        }
        catch (ConfigurationException exception)
        {
            problem = $"would break the file: {exception.Message}";
        }

        return problem is null ? text : throw new ConfigurationException($"{file}: [{section}] {option} {problem}.");
    }
}
