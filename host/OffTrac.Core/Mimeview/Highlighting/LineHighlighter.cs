namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>Highlights formats where each line speaks for itself.</summary>
/// <param name="line">Writes the line that begins and ends here, its line end left out.</param>
internal sealed class LineHighlighter(Action<HighlightWriter, int, int> line) : IHighlighter
{
    public void Highlight(HighlightWriter writer)
    {
        for (var start = 0; start < writer.Source.Length;)
        {
            var end = writer.Source.IndexOf('\n', start);
            if (end < 0)
                end = writer.Source.Length;
            line(writer, start, end);
            if (end < writer.Source.Length)
                writer.Write(end, end + 1, TokenClass.Text);
            start = end + 1;
        }
    }

    public static void Diff(HighlightWriter writer, int start, int end)
    {
        var text = writer.Source.AsSpan(start..end);
        writer.Write(start, end, text switch
        {
            ['@', ..] => TokenClass.DiffSubheading,
            ['+', ..] => TokenClass.DiffInserted,
            ['-', ..] => TokenClass.DiffDeleted,
            ['=', ..] => TokenClass.DiffHeading,
            _ when text.StartsWith("Index") || text.StartsWith("diff") => TokenClass.DiffHeading,
            _ => TokenClass.Text,
        });
    }

    public static void Ini(HighlightWriter writer, int start, int end)
    {
        var text = writer.Source.AsSpan(start..end);
        var content = text.TrimStart();
        if (content is [';' or '#', ..])
        {
            writer.Write(start, end, TokenClass.CommentSingle);
            return;
        }

        if (content is ['[', ..])
        {
            writer.Write(start, end, TokenClass.Keyword);
            return;
        }

        var equals = text.IndexOfAny('=', ':');
        Pair(writer, start, equals < 0 ? end : start + equals, end);
    }

    public static void Yaml(HighlightWriter writer, int start, int end)
    {
        var text = writer.Source.AsSpan(start..end);
        if (text.TrimStart() is ['#', ..])
        {
            writer.Write(start, end, TokenClass.CommentSingle);
            return;
        }

        var comment = text.IndexOf(" #");
        var stop = comment < 0 ? end : start + comment;
        var colon = KeyEnd(writer.Source.AsSpan(start..stop));
        if (colon >= 0)
            Pair(writer, start, start + colon, stop);
        else
            writer.Write(start, stop, TokenClass.Text);
        writer.Write(stop, end, TokenClass.CommentSingle);
    }

    private static int KeyEnd(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(": ");
        return colon < 0 && text is [.., ':'] ? text.Length - 1 : colon;
    }

    private static void Pair(HighlightWriter writer, int start, int sign, int end)
    {
        writer.Write(start, sign, TokenClass.NameAttribute);
        if (sign == end)
            return;
        writer.Write(sign, sign + 1, TokenClass.Operator);
        writer.Write(sign + 1, end, TokenClass.String);
    }
}
