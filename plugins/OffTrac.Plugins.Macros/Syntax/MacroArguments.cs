using System.Text;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>
/// Arguments of a macro as Trac parts them: at commas that no backslash precedes; <c>name=value</c> is a named one, whose last value
/// counts, and all others go by their place. Nothing is trimmed.
/// </summary>
internal sealed class MacroArguments
{
    private MacroArguments()
    {
    }

    public List<string> Positional { get; } = [];

    public Dictionary<string, string> Named { get; } = new(StringComparer.Ordinal);

    public static MacroArguments Parse(string? content)
    {
        var arguments = new MacroArguments();
        foreach (var argument in Split(content))
        {
            if (NameLength(argument) is > 0 and var length)
                arguments.Named[argument[..length].Trim()] = argument[(length + 1)..];
            else
                arguments.Positional.Add(argument);
        }

        return arguments;
    }

    /// <summary>The parts between the commas; a comma after a backslash belongs to its part, without the backslash. Nothing gives no part.</summary>
    public static IEnumerable<string> Split(string? content)
    {
        if (string.IsNullOrEmpty(content))
            yield break;
        var part = new StringBuilder();
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == ',' && (i == 0 || content[i - 1] != '\\'))
            {
                yield return part.ToString();
                part.Clear();
                continue;
            }

            if (content[i] == ',')
                part.Length--;
            part.Append(content[i]);
        }

        yield return part.ToString();
    }

    /// <summary>A positional argument without the blanks around it, or null.</summary>
    public string? At(int index) => index < Positional.Count ? Positional[index].Trim() : null;

    public string Get(string name, string otherwise = "") => Named.GetValueOrDefault(name, otherwise);

    /// <summary>Only what looks like an identifier of two letters or more is a name, so that <c>a=b</c> is a text.</summary>
    private static int NameLength(string argument)
    {
        var start = 0;
        while (start < argument.Length && char.IsWhiteSpace(argument[start]))
            start++;
        if (start == argument.Length || !(char.IsAsciiLetter(argument[start]) || argument[start] == '_'))
            return 0;
        var end = start + 1;
        while (end < argument.Length && (char.IsLetterOrDigit(argument[end]) || argument[end] == '_'))
            end++;
        return end - start > 1 && end < argument.Length && argument[end] == '=' ? end : 0;
    }
}
