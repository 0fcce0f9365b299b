namespace OffTrac.Core.Wiki.Syntax;

/// <summary>
/// A part of a line. What depends on the environment, such as links, is a number into the lists of the <see cref="WikiTree"/>.
/// </summary>
internal abstract record WikiInline
{
    private WikiInline()
    {
    }

    public sealed record Text(string Source, int Start, int Length) : WikiInline
    {
        public ReadOnlySpan<char> Span => Source.AsSpan(Start, Length);
    }

    /// <summary>Opens or closes a style.</summary>
    public sealed record Style(WikiStyle Kind) : WikiInline;

    public sealed record Code(string Source, int Start, int Length) : WikiInline
    {
        public ReadOnlySpan<char> Span => Source.AsSpan(Start, Length);
    }

    /// <summary><c>\\</c>.</summary>
    public sealed record LineBreak : WikiInline;

    /// <summary>A link; in angle brackets when written so.</summary>
    public sealed record Link(int Index, bool InAngles) : WikiInline;

    /// <summary><c>[=#name label]</c>.</summary>
    public sealed record Anchor(string Name, WikiOneLine? Label) : WikiInline;

    /// <summary><c>[[Name(args)]]</c>, or a link when there is no such macro.</summary>
    public sealed record Macro(int Index) : WikiInline;

    /// <summary>Markup of a syntax provider.</summary>
    public sealed record Extension(int Index) : WikiInline;

    /// <summary><c>= Title = #anchor</c>, shortened as well when an outline asks for that.</summary>
    public sealed record Heading(int Depth, WikiOneLine Content, WikiOneLine? Shortened, string? Id) : WikiInline;

    /// <summary>The mark before the text of a list item, with the properties that it gives to a list it opens.</summary>
    public sealed record ListMark(int Depth, bool IsOrdered, string? CssClass, string? Start) : WikiInline;

    /// <summary>The term of a definition, up to and with its two colons.</summary>
    public sealed record Term(WikiOneLine Content) : WikiInline;

    /// <summary>White space at the start of a line.</summary>
    public sealed record Indent(int Depth) : WikiInline;

    /// <summary>A cell separator; <see cref="Span"/> is 0 when it only ends the row.</summary>
    public sealed record Cell(bool IsHeader, int Span, bool IsLast, bool ContinuesRow, string? Alignment) : WikiInline;

    /// <summary><c>|-</c> with the last of its attributes, as Trac takes them.</summary>
    public sealed record RowSeparator(IReadOnlyDictionary<string, string>? Attributes) : WikiInline;
}
