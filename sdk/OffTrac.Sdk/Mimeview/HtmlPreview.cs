namespace OffTrac.Sdk.Mimeview;

/// <summary>Content as HTML.</summary>
public sealed record HtmlPreview
{
    /// <summary>The HTML. Whoever made it has escaped or sanitised what is in it.</summary>
    public required string Html { get; init; }

    /// <summary>
    /// True when each line of it shows one line of the content, with no element open at the line's end: it is put into <c>pre</c>, or
    /// into a table with line numbers.
    /// </summary>
    public bool IsSource { get; init; }
}
