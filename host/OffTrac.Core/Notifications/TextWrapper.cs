using System.Text;
using OffTrac.Core.Tickets;

namespace OffTrac.Core.Notifications;

/// <summary>
/// Breaks text into lines of so many columns by Trac's rules: words stay whole, runs of CJK characters may be broken anywhere, lines
/// that are there stay.
/// </summary>
internal sealed class TextWrapper(bool isAmbiguousWide)
{
    private const int TabSize = 8;

    public int WidthOf(ReadOnlySpan<char> text) => EastAsianWidth.Of(text, isAmbiguousWide);

    /// <param name="text">The text; blank space around it goes.</param>
    /// <param name="columns">Most columns of a line.</param>
    /// <param name="firstIndent">What each paragraph begins with.</param>
    /// <param name="nextIndent">What its other lines begin with.</param>
    public string Wrap(string text, int columns, string firstIndent = "", string nextIndent = "")
    {
        var clean = TracText.Strip(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lines = new List<string>();
        foreach (var line in clean.Split('\n'))
        {
            var chunks = TextChunks.Split(ExpandTabs(TrimEnd(line)));
            var count = lines.Count;
            WrapLine(chunks, columns, firstIndent, nextIndent, lines);
            if (lines.Count == count)
                lines.Add("");
        }

        return string.Join('\n', lines);
    }

    private void WrapLine(List<string> chunks, int columns, string firstIndent, string nextIndent, List<string> lines)
    {
        var isFirst = true;
        chunks.Reverse();
        while (chunks.Count > 0)
        {
            var indent = isFirst ? firstIndent : nextIndent;
            var width = columns - WidthOf(indent);
            if (!isFirst && IsBlank(chunks[^1]))
                chunks.RemoveAt(chunks.Count - 1);
            var taken = Fill(chunks, width);
            if (taken.Count > 0 && IsBlank(taken[^1]))
                taken.RemoveAt(taken.Count - 1);
            if (taken.Count == 0)
                continue;
            lines.Add(string.Concat(indent, string.Concat(taken)));
            isFirst = false;
        }
    }

    /// <summary>Takes as many chunks as fit, and one that fits nowhere.</summary>
    private List<string> Fill(List<string> chunks, int width)
    {
        var taken = new List<string>();
        var (used, next) = (0, 0);
        while (chunks.Count > 0)
        {
            var chunk = chunks[^1];
            next = WidthOf(chunk);
            if (used + next <= width)
            {
                taken.Add(chunk);
                chunks.RemoveAt(chunks.Count - 1);
                used += next;
                continue;
            }

            if (TextChunks.IsBreakable(chunk))
            {
                var fitting = FittingLength(chunk, width - used);
                if (fitting > 0)
                {
                    taken.Add(chunk[..fitting]);
                    chunks[^1] = chunk[fitting..];
                }

                next = WidthOf(chunks[^1]);
            }

            break;
        }

        if (chunks.Count > 0 && next > width && taken.Count == 0)
        {
            taken.Add(chunks[^1]);
            chunks.RemoveAt(chunks.Count - 1);
        }

        return taken;
    }

    private int FittingLength(string chunk, int space)
    {
        var length = 0;
        foreach (var rune in chunk.EnumerateRunes())
        {
            space -= EastAsianWidth.Of(rune, isAmbiguousWide);
            if (space < 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static bool IsBlank(string chunk)
    {
        foreach (var c in chunk)
        {
            if (!TracText.IsSpace(c))
                return false;
        }

        return true;
    }

    private static string TrimEnd(string line)
    {
        var end = line.Length;
        while (end > 0 && TracText.IsSpace(line[end - 1]))
            end--;
        return line[..end];
    }

    private static string ExpandTabs(string line)
    {
        if (!line.Contains('\t', StringComparison.Ordinal))
            return line;
        var text = new StringBuilder(line.Length);
        var column = 0;
        foreach (var c in line)
        {
            if (c != '\t')
            {
                text.Append(c);
                column += char.IsLowSurrogate(c) ? 0 : 1;
                continue;
            }

            var blanks = TabSize - (column % TabSize);
            text.Append(' ', blanks);
            column += blanks;
        }

        return text.ToString();
    }
}
