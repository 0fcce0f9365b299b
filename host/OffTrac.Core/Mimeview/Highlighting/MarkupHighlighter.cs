namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>Highlights HTML and XML.</summary>
internal sealed class MarkupHighlighter : IHighlighter
{
    public void Highlight(HighlightWriter writer)
    {
        var source = writer.Source;
        for (var at = 0; at < source.Length;)
        {
            if (source[at] == '<')
                at = Markup(writer, at);
            else if (source[at] == '&' && EndOfEntity(source, at) is var entity and > 0)
                at = Write(writer, at, entity, TokenClass.Entity);
            else
                at = Write(writer, at, EndOf(source, at + 1, "<&"), TokenClass.Text);
        }
    }

    private static int Markup(HighlightWriter writer, int at)
    {
        var source = writer.Source;
        if (Has(source, at, "<!--"))
            return Write(writer, at, After(source, at + 4, "-->"), TokenClass.Comment);
        if (Has(source, at, "<![CDATA["))
            return Write(writer, at, After(source, at, "]]>"), TokenClass.Preprocessor);
        if (Has(source, at, "<?"))
            return Write(writer, at, After(source, at, "?>"), TokenClass.Preprocessor);
        if (Has(source, at, "<!"))
            return Write(writer, at, After(source, at, ">"), TokenClass.Preprocessor);
        var name = Has(source, at, "</") ? at + 2 : at + 1;
        if (name >= source.Length || !(char.IsLetter(source[name]) || source[name] is '_' or ':'))
            return Write(writer, at, at + 1, TokenClass.Text);
        return Attributes(writer, Write(writer, at, EndOf(source, name, " \t\n\r/>"), TokenClass.NameTag));
    }

    private static int Attributes(HighlightWriter writer, int at)
    {
        var source = writer.Source;
        while (at < source.Length)
        {
            at = source[at] switch
            {
                '>' => -Write(writer, at, at + 1, TokenClass.NameTag),
                '<' => -at,
                '/' => Write(writer, at, at + 1, TokenClass.NameTag),
                '=' => Write(writer, at, at + 1, TokenClass.Operator),
                '"' or '\'' => Write(writer, at, After(source, at + 1, source[at].ToString()), TokenClass.String),
                ' ' or '\t' or '\n' or '\r' => Write(writer, at, at + 1, TokenClass.Text),
                _ => Write(writer, at, EndOf(source, at, " \t\n\r/>=<\"'"), TokenClass.NameAttribute),
            };
            if (at < 0)
                return -at;
        }

        return at;
    }

    private static int Write(HighlightWriter writer, int start, int end, string cssClass)
    {
        writer.Write(start, end, cssClass);
        return end;
    }

    private static bool Has(string source, int at, string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private static int After(string source, int at, string end) =>
        at < source.Length && source.IndexOf(end, at, StringComparison.Ordinal) is var found and >= 0 ? found + end.Length : source.Length;

    private static int EndOf(string source, int at, string ends) =>
        at >= source.Length ? source.Length : source.AsSpan(at).IndexOfAny(ends) is var found and >= 0 ? at + found : source.Length;

    private static int EndOfEntity(string source, int at)
    {
        const int longest = 32;
        for (var end = at + 1; end < source.Length && end < at + longest; end++)
        {
            if (source[end] == ';')
                return end + 1;
            if (!char.IsAsciiLetterOrDigit(source[end]) && source[end] != '#')
                return 0;
        }

        return 0;
    }
}
