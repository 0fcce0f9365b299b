using System.Text;
using OffTrac.Core.Wiki.Sanitizing;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Writes trees whose numbers are resolved.</summary>
internal static class RenderedText
{
    public static string Html(CallOutcome.Rendered rendered, HtmlSanitizer sanitizer)
        => Html(rendered.Tree, rendered.Expansion, sanitizer, preservesNewlines: false);

    public static string Html(Syntax.WikiTree tree, Expansion expansion, HtmlSanitizer sanitizer, bool preservesNewlines)
    {
        if (tree.OneLine is not null)
            return new OneLineWriter(tree.Calls, expansion, sanitizer).Write(tree.OneLine);
        var html = new StringBuilder();
        new DocumentWriter(tree.Calls, expansion, sanitizer, html, preservesNewlines).Write(tree.Document!);
        return html.ToString();
    }
}
