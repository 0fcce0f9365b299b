namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Text to be rendered without blocks: of a heading, a term, a label, a macro or a one-line HTML.</summary>
internal sealed record WikiOneLine(string Source, IReadOnlyList<WikiInline> Inlines, bool HasOpenBlock);
