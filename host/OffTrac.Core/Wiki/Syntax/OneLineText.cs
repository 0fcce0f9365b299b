using System.Buffers;
using System.Text;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Makes one line of a text: blocks become <c>[...]</c>.</summary>
internal static class OneLineText
{
    private const int Longest = 75;
    private const string Ellipsis = " ...";

    /// <summary>Line ends, and what blocks begin and end with: without any of them a text is one line already.</summary>
    private static readonly SearchValues<char> s_marks = SearchValues.Create("{}\n\r\x1c\x1d\x1e\x85\u2028\u2029");

    public static string Reduce(string text, out bool hasOpenBlock)
    {
        hasOpenBlock = false;
        text = Strip(SourceText.Normalize(text));
        if (text.AsSpan().IndexOfAny(s_marks) < 0)
            return text;
        var line = new StringBuilder(text.Length);
        var open = 0;
        string? processor = null;
        foreach (var part in SourceText.Split(text))
        {
            if (part.Kind == SourceLineKind.BlockStart)
            {
                open++;
            }
            else if (part.Kind == SourceLineKind.BlockEnd)
            {
                if (open > 0 && --open == 0)
                {
                    if (processor != BuiltInProcessors.Comment)
                        line.Append(" [...]\n");
                    processor = null;
                }
            }
            else if (open > 0)
            {
                if (string.IsNullOrEmpty(processor) && part.Span.StartsWith("#!"))
                    processor = Strip(part.Span[2..].ToString());
            }
            else
            {
                line.Append(part.Span).Append('\n');
            }
        }

        hasOpenBlock = open > 0;
        return line.Length == 0 ? "" : line.ToString(0, line.Length - 1);
    }

    public static string Shorten(string line)
    {
        var longest = Index(line, Longest);
        if (longest < 0 || longest == line.Length)
            return line;
        var limit = Index(line, Longest - Ellipsis.Length);
        var cut = line.AsSpan(0, limit).LastIndexOfAny(' ', '\n');
        return string.Concat(line.AsSpan(0, cut < 0 ? limit : cut), Ellipsis);
    }

    /// <summary>Where a number of characters end; -1 when there are fewer.</summary>
    private static int Index(string line, int characters)
    {
        var position = 0;
        while (characters > 0)
        {
            if (position >= line.Length)
                return -1;
            position += WikiCharacters.Length(line, position);
            characters--;
        }

        return position;
    }

    private static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && WikiCharacters.IsSpace(text[start]))
            start++;
        while (end > start && WikiCharacters.IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }
}
