using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Wiki.Links;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>
/// Renders in steps: the text is parsed; macros are expanded, each in its guard; all links are resolved, one query a kind; then the
/// HTML is written.
/// </summary>
public sealed class WikiRenderer : IWikiRenderer
{
    /// <summary>How many renderings may be inside of one another, by macros that render.</summary>
    public const int MaxRenderings = 10;

    private readonly IEnvironmentConfiguration _configuration;
    private readonly HtmlSanitizer _sanitizer;
    private readonly RenderedPages _pages = new();
    private readonly SyntaxPatterns _patterns;
    private readonly TreeExpander _expander;

    public WikiRenderer(
        IComponentPoint<IWikiMacroProvider> macros,
        IComponentPoint<IWikiSyntaxProvider> syntax,
        WikiLinks links,
        HtmlSanitizer sanitizer,
        IMimeview mimeview,
        IEnvironmentConfiguration configuration,
        ILogger<WikiRenderer> logger)
    {
        _configuration = configuration;
        _sanitizer = sanitizer;
        _patterns = new SyntaxPatterns(syntax, logger);
        _expander = new TreeExpander(macros, syntax, _patterns, links, sanitizer, mimeview);
    }

    public async ValueTask<string> ToHtmlAsync(string text, WikiContext context, CancellationToken cancellation)
    {
        Check(text, context);
        if (text.Length == 0)
            return "";
        var settings = new HtmlSettings(context.PreserveNewlines, _configuration.Version);
        var tree = _pages.Tree(text, await _patterns.GetAsync(cancellation).ConfigureAwait(false));
        var expansion = await _expander.ExpandAsync(tree, WikiFlavor.Html, context, cancellation).ConfigureAwait(false);
        return _pages.Html(
            text, tree, expansion, settings, () => RenderedText.Html(tree, expansion, _sanitizer, context.PreserveNewlines));
    }

    public async ValueTask<string> ToOneLinerAsync(string text, WikiContext context, CancellationToken cancellation)
    {
        Check(text, context);
        if (text.Length == 0)
            return "";
        var tree = WikiParser.ParseOneLine(text, context.ShortenLines, await _patterns.GetAsync(cancellation).ConfigureAwait(false));
        var expansion = await _expander.ExpandAsync(tree, WikiFlavor.OneLiner, context, cancellation).ConfigureAwait(false);
        return RenderedText.Html(tree, expansion, _sanitizer, preservesNewlines: false);
    }

    public async ValueTask<IReadOnlyList<WikiHeading>> ToOutlineAsync(string text, WikiContext context, CancellationToken cancellation)
    {
        Check(text, context);
        var tree = WikiParser.ParseOutline(text, context.ShortenLines, await _patterns.GetAsync(cancellation).ConfigureAwait(false));
        var expansion = await _expander.ExpandAsync(tree, WikiFlavor.Outline, context, cancellation).ConfigureAwait(false);
        return OutlineWriter.Write(tree, expansion, _sanitizer);
    }

    public async ValueTask<string> ToPlainTextAsync(string text, WikiContext context, CancellationToken cancellation)
    {
        Check(text, context);
        var tree = WikiParser.Parse(text, await _patterns.GetAsync(cancellation).ConfigureAwait(false));
        var expansion = await _expander.ExpandAsync(tree, WikiFlavor.PlainText, context, cancellation).ConfigureAwait(false);
        return PlainTextWriter.Write(tree, expansion);
    }

    public async ValueTask<WikiLink?> FindLinkAsync(string text, WikiContext context, CancellationToken cancellation)
    {
        Check(text, context);
        var (tree, first) = WikiParser.ParseFirst(text, await _patterns.GetAsync(cancellation).ConfigureAwait(false));
        if (first is not (WikiInline.Link or WikiInline.Macro or WikiInline.Extension))
            return null;
        var expansion = await _expander.ExpandAsync(tree, WikiFlavor.Outline, context, cancellation).ConfigureAwait(false);
        var link = first switch
        {
            WikiInline.Link { Index: var index } => expansion.Links[index],
            WikiInline.Macro { Index: var index } => (expansion.Calls[index] as CallOutcome.Link)?.Target,
            WikiInline.Extension { Index: var index } => expansion.Extensions[index].Link,
            _ => null,
        };
        return link?.Element == WikiLinkElement.Text ? null : link;
    }

    private static void Check(string text, WikiContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
    }
}
