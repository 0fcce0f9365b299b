namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Marks that open a style at the first and close it at the second appearance.</summary>
internal enum WikiStyle
{
    Bold,
    BoldCreole,
    Italic,
    ItalicCreole,
    Underline,
    Strike,
    Subscript,
    Superscript,
    BoldItalic,
}
