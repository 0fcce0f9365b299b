namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>Highlights source of one kind, in one pass.</summary>
internal interface IHighlighter
{
    void Highlight(HighlightWriter writer);
}
