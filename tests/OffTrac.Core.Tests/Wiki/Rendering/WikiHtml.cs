using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using OffTrac.Core.Tests.Configuration;
using OffTrac.Core.Wiki.Rendering;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Wiki.Rendering;

/// <summary>Wiki text rendered without an environment: every link leads to its target, there are no macros.</summary>
internal sealed class WikiHtml : IDisposable
{
    private readonly TestConfiguration _files = new();
    private readonly HtmlSanitizer _sanitizer;

    public WikiHtml() => _sanitizer = new HtmlSanitizer(_files.Open());

    public string Of(string text, bool preservesNewlines = false)
    {
        var tree = WikiParser.Parse(text, []);
        return RenderedText.Html(tree, Expand(tree), _sanitizer, preservesNewlines);
    }

    public string OneLineOf(string text, bool shorten = false)
    {
        var tree = WikiParser.ParseOneLine(text, shorten, []);
        return RenderedText.Html(tree, Expand(tree), _sanitizer, preservesNewlines: false);
    }

    public IReadOnlyList<WikiHeading> OutlineOf(string text, bool shorten = false)
    {
        var tree = WikiParser.ParseOutline(text, shorten, []);
        return OutlineWriter.Write(tree, Expand(tree), _sanitizer);
    }

    public static string PlainTextOf(string text)
    {
        var tree = WikiParser.Parse(text, []);
        return PlainTextWriter.Write(tree, Expand(tree));
    }

    public static IElement Parse(string html) => new HtmlParser().ParseDocument($"<!DOCTYPE html><body>{html}").Body!;

    public void Dispose() => _files.Dispose();

    private static Expansion Expand(WikiTree tree) => new()
    {
        Links = [.. tree.Links.Select(Link)],
        Calls = [.. tree.Calls.Select(Call)],
        Extensions = [],
    };

    private static WikiLink Link(WikiLinkTarget target) => new() { Label = target.Label, Href = $"{target.Namespace}:{target.Target}" };

    private static CallOutcome Call(WikiCall call)
    {
        if (call.Name.Equals("br", StringComparison.OrdinalIgnoreCase))
            return CallOutcome.LineBreak;
        if (BuiltInProcessors.Contains(call.Name))
            return call.IsInOneLine && BuiltInProcessors.TakesBlocks(call.Name) ? CallOutcome.Shown : CallOutcome.BuiltIn;
        return call.Link is null ? new CallOutcome.Html(ErrorBox.Unknown(call.Name), IsBox: true) : new CallOutcome.Link(Link(call.Link));
    }
}
