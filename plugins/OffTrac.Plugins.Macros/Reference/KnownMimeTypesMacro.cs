using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Lists the types that blocks of wiki text can have.</summary>
[Component("trac.wiki.macros.KnownMimeTypesMacro")]
public sealed class KnownMimeTypesMacro(IMimeview mimeview) : Macro(
    "KnownMimeTypes",
    """
    Lists the types of content that a block can be shown as, such as `{{{#!text/css`, each with the short names that mean it. The
    argument is the beginning of a type.
    """)
{
    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var beginning = MacroArguments.Parse(call.Content).At(0)?.TrimEnd('*') ?? "";
        var keywords = await mimeview.GetKeywordsAsync(cancellation).ConfigureAwait(false);
        var types = keywords
            .Where(keyword => keyword.Key != keyword.Value && keyword.Value.StartsWith(beginning, StringComparison.Ordinal))
            .GroupBy(static keyword => keyword.Value, static keyword => keyword.Key)
            .OrderBy(static type => type.Key, CodePointOrder.Instance);
        var html = new HtmlWriter().Open("div", ("class", "mimetypes")).Open("table", ("class", "wiki"))
            .Open("thead").Open("tr").Element("th", "MIME Types")
            .Open("th").Element("a", "WikiProcessors", ("href", Href.Wiki(call.Context, "WikiProcessors"))).Close("th").Close("tr").Close("thead")
            .Open("tbody");
        foreach (var type in types)
        {
            html.Open("tr").Open("th", ("style", "text-align: left")).Element("code", type.Key).Close("th")
                .Open("td").Element("code", string.Join(' ', type.Order(CodePointOrder.Instance))).Close("td").Close("tr");
        }

        return html.Close("tbody").Close("table").Close("div").ToString();
    }
}
