using System.Text;

namespace OffTrac.Core.Mimeview.Patches;

/// <summary>The lines of a block as HTML. Where as many lines were changed as there were before, the changed part of each is marked.</summary>
internal sealed class PatchLines(PatchBlock block, int tabWidth)
{
    private readonly bool _isPaired = !block.IsSame && block.Old.Lines.Count == block.New.Lines.Count;

    public string Old(int index) => Write(block.Old, block.New, index, "del");

    public string New(int index) => Write(block.New, block.Old, index, "ins");

    private string Write(PatchSide side, PatchSide other, int index, string element)
    {
        var line = side.Lines[index];
        var (start, end) = _isPaired ? Extent(line, other.Lines[index]) : (0, line.Length);
        var html = new StringBuilder(line.Length + 32);
        var column = 0;
        if (start == 0 && end == line.Length)
        {
            AppendPart(html, line, ref column);
        }
        else
        {
            AppendPart(html, line[..start], ref column);
            html.Append('<').Append(element).Append('>');
            AppendMarkedPart(html, line[start..end], line[end..], element, ref column);
        }

        return side.Remarks.Contains(index) ? $"<em>{html}</em>" : html.ToString();
    }

    // Trac takes the marked part and what follows for one when it looks where blanks begin.
    private void AppendMarkedPart(StringBuilder html, string marked, string rest, string element, ref int column)
    {
        var text = Expand(marked, ref column);
        var after = Expand(rest, ref column);
        AppendBlanks(html, text, isStart: true);
        html.Append("</").Append(element).Append('>');
        AppendBlanks(html, after, isStart: false);
    }

    private void AppendPart(StringBuilder html, string text, ref int column) => AppendBlanks(html, Expand(text, ref column), isStart: true);

    private string Expand(string text, ref int column)
    {
        var expanded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter == '\t')
            {
                var blanks = tabWidth == 0 ? 0 : tabWidth - (column % tabWidth);
                expanded.Append(' ', blanks);
                column += blanks;
            }
            else
            {
                expanded.Append(letter);
                column += char.IsLowSurrogate(letter) ? 0 : 1;
            }
        }

        return expanded.ToString();
    }

    /// <summary>Blanks that a browser would swallow, several or at the start, are kept.</summary>
    private static void AppendBlanks(StringBuilder html, string text, bool isStart)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] == ' ' == (text[at] == ' '))
                end++;
            if (text[at] != ' ' || (end - at == 1 && !(isStart && at == 0)))
                MarkupText.Append(html, text.AsSpan(at..end));
            else
                html.Insert(html.Length, "&nbsp; ", (end - at) / 2).Append((end - at) % 2 == 1 ? "&nbsp;" : "");
            at = end;
        }
    }

    /// <summary>Where a line differs from another; all of it when they share neither start nor end.</summary>
    private static (int Start, int End) Extent(string line, string other)
    {
        var start = line.AsSpan().CommonPrefixLength(other);
        if (start > 0 && char.IsHighSurrogate(line[start - 1]))
            start--;
        var limit = Math.Min(line.Length, other.Length) - start;
        var end = 0;
        while (end < limit && line[^(end + 1)] == other[^(end + 1)])
            end++;
        if (end > 0 && char.IsLowSurrogate(line[^end]))
            end--;
        return (start, line.Length - end);
    }
}
