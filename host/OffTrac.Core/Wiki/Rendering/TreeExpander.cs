using OffTrac.Core.Components;
using OffTrac.Core.Wiki.Links;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Finds out what the calls, links and extensions of a tree stand for: calls one after the other, then all links at once.</summary>
internal sealed class TreeExpander(
    IComponentPoint<IWikiMacroProvider> macros,
    IComponentPoint<IWikiSyntaxProvider> syntax,
    SyntaxPatterns patterns,
    WikiLinks links,
    HtmlSanitizer sanitizer,
    IMimeview mimeview)
{
    private const string MacroList = "MacroList";

    private readonly MacroIndex _index = new(macros);

    public async ValueTask<Expansion> ExpandAsync(WikiTree tree, WikiFlavor flavor, WikiContext context, CancellationToken cancellation)
    {
        var targets = new List<WikiLinkTarget>(tree.Links);
        var extensions = await ConvertAsync(tree.Extensions, context, cancellation).ConfigureAwait(false);
        var targetOfExtension = Enlist(extensions, targets);
        var placeholder = tree.Calls.Any(static call => call.Arguments?.ContainsKey(SourceCode.LineNumbers) == true)
            ? SourceCode.NewPlaceholder()
            : null;

        var calls = new CallOutcome?[tree.Calls.Count];
        var linksOfCalls = new List<(int Call, int Target)>();
        for (var index = 0; index < calls.Length; index++)
        {
            var call = tree.Calls[index];
            calls[index] = await ExpandAsync(call, flavor, context, placeholder, cancellation).ConfigureAwait(false);
            if (calls[index] is not null)
                continue;
            linksOfCalls.Add((index, targets.Count));
            targets.Add(call.Link!);
        }

        var resolved = targets.Count == 0 ? [] : await links.ResolveAsync(targets, context, cancellation).ConfigureAwait(false);
        foreach (var (call, target) in linksOfCalls)
            calls[call] = new CallOutcome.Link(resolved[target]);
        foreach (var (extension, target) in targetOfExtension)
            extensions[extension] = new WikiSyntaxResult { Link = resolved[target] };
        return new Expansion { Links = resolved, Calls = calls!, Extensions = extensions, AnchorPlaceholder = placeholder };
    }

    private static List<(int Extension, int Target)> Enlist(WikiSyntaxResult[] extensions, List<WikiLinkTarget> targets)
    {
        var enlisted = new List<(int, int)>();
        for (var index = 0; index < extensions.Length; index++)
        {
            if (extensions[index].Target is not { } target)
                continue;
            enlisted.Add((index, targets.Count));
            targets.Add(target);
        }

        return enlisted;
    }

    /// <summary>Null when the call is a link.</summary>
    private async ValueTask<CallOutcome?> ExpandAsync(
        WikiCall call, WikiFlavor flavor, WikiContext context, string? placeholder, CancellationToken cancellation)
    {
        if (!call.IsBlock && !call.AsksForHelp && call.Name.Equals("br", StringComparison.OrdinalIgnoreCase))
            return CallOutcome.LineBreak;
        var inlineOnly = call.IsInOneLine || flavor is not WikiFlavor.Html;
        if (BuiltInProcessors.Contains(call.Name) && !call.AsksForHelp)
            return BuiltIn(call, inlineOnly) ?? await SourceAsync(call, "text/plain", context, placeholder, cancellation).ConfigureAwait(false);

        var component = call.Name.Length == 0 ? null : await _index.FindAsync(call.Name, cancellation).ConfigureAwait(false);
        var mimeType = component is null && call.Name.Length > 0 && !BuiltInProcessors.Contains(call.Name)
            ? await mimeview.FindProcessorTypeAsync(call.Name, cancellation).ConfigureAwait(false)
            : null;
        if (call.AsksForHelp)
        {
            var isKnown = call.Name.Length == 0 || component is not null || mimeType is not null || BuiltInProcessors.Contains(call.Name);
            return isKnown ? await DescribeAsync(call, inlineOnly, context, cancellation).ConfigureAwait(false) : null;
        }

        if (component is not null)
            return await ExpandMacroAsync(component, call, inlineOnly, flavor, context, cancellation).ConfigureAwait(false);
        if (mimeType is null)
            return call.IsBlock ? new CallOutcome.Html(ErrorBox.Unknown(call.Name), IsBox: true) : null;
        return inlineOnly ? CallOutcome.Shown : await SourceAsync(call, mimeType, context, placeholder, cancellation).ConfigureAwait(false);
    }

    /// <summary>Null for text with numbered lines.</summary>
    private CallOutcome? BuiltIn(WikiCall call, bool inlineOnly)
    {
        switch (call.Name)
        {
            case BuiltInProcessors.Html when !inlineOnly || InlineElements.Begin(call.Content):
                return Sanitized(call);
            case BuiltInProcessors.HtmlComment or BuiltInProcessors.Comment:
                return CallOutcome.BuiltIn;
            case BuiltInProcessors.Default when call.Arguments?.ContainsKey(SourceCode.LineNumbers) == true:
                return null;
            default:
                return inlineOnly && !BuiltInProcessors.TakesOneLine(call.Name) ? CallOutcome.Shown : CallOutcome.BuiltIn;
        }
    }

    private CallOutcome Sanitized(WikiCall call)
    {
        try
        {
            return new CallOutcome.Html(sanitizer.Sanitize(call.Content ?? ""), IsBox: false);
        }
        catch (Sdk.TracException exception)
        {
            return FailedCall.Box(call, exception);
        }
    }

    private async ValueTask<CallOutcome> SourceAsync(
        WikiCall call, string mimeType, WikiContext context, string? placeholder, CancellationToken cancellation)
    {
        try
        {
            var html = await mimeview.RenderAsync(SourceCode.Request(call, mimeType, context, placeholder), cancellation).ConfigureAwait(false);
            return new CallOutcome.Html($"<div class=\"wiki-code\">{html}</div>", IsBox: false);
        }
        catch (Sdk.TracException exception)
        {
            return FailedCall.Box(call, exception);
        }
    }

    private async ValueTask<CallOutcome> DescribeAsync(WikiCall call, bool inlineOnly, WikiContext context, CancellationToken cancellation)
    {
        if (inlineOnly)
            return CallOutcome.Shown;
        var component = await _index.FindAsync(MacroList, cancellation).ConfigureAwait(false);
        if (component is null)
            return new CallOutcome.Html(ErrorBox.Unknown(MacroList), IsBox: true);
        var question = call with { Name = MacroList, Content = call.Name.Length == 0 ? "*" : call.Name };
        return await ExpandMacroAsync(component, question, inlineOnly, WikiFlavor.Html, context, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<CallOutcome> ExpandMacroAsync(
        string component, WikiCall call, bool inlineOnly, WikiFlavor flavor, WikiContext context, CancellationToken cancellation)
    {
        try
        {
            if (inlineOnly && !await IsInlineAsync(component, call, cancellation).ConfigureAwait(false))
                return CallOutcome.Shown;
            if (context.Depth >= WikiRenderer.MaxRenderings)
                return FailedCall.Box(call, new Sdk.TracException($"Macros may render one another {WikiRenderer.MaxRenderings} deep, not deeper."));
            var inner = context with { Depth = context.Depth + 1 };
            var request = new WikiMacroCall
            {
                Name = call.Name,
                Content = call.Content,
                Arguments = call.Arguments,
                Context = inner,
                Source = call.Source.ToString(),
                Flavor = call.IsInOneLine ? WikiFlavor.OneLiner : flavor,
            };
            var result = await macros.AskOneAsync(
                component, request, static (provider, request, token) => provider.ExpandAsync(request, token), cancellation).ConfigureAwait(false);
            return result.IsHtml
                ? new CallOutcome.Html(result.Text, IsBox: false)
                : await RenderAsync(result, inner, cancellation).ConfigureAwait(false);
        }
        catch (Sdk.TracException exception)
        {
            return FailedCall.Box(call, exception);
        }
    }

    private ValueTask<bool> IsInlineAsync(string component, WikiCall call, CancellationToken cancellation)
        => macros.AskOneAsync(
            component,
            call,
            static (provider, call, _) => ValueTask.FromResult(provider.IsInline(call.Name, call.Content)),
            cancellation);

    private async ValueTask<CallOutcome> RenderAsync(WikiMacroResult result, WikiContext context, CancellationToken cancellation)
    {
        var known = await patterns.GetAsync(cancellation).ConfigureAwait(false);
        var tree = result.Flavor == WikiFlavor.OneLiner
            ? WikiParser.ParseOneLine(result.Text, context.ShortenLines, known)
            : WikiParser.Parse(result.Text, known);
        return new CallOutcome.Rendered(tree, await ExpandAsync(tree, WikiFlavor.Html, context, cancellation).ConfigureAwait(false));
    }

    private async ValueTask<WikiSyntaxResult[]> ConvertAsync(
        IReadOnlyList<WikiExtension> extensions, WikiContext context, CancellationToken cancellation)
    {
        if (extensions.Count == 0)
            return [];
        var results = new WikiSyntaxResult[extensions.Count];
        var numbers = Enumerable.Range(0, extensions.Count);
        foreach (var group in numbers.GroupBy(index => extensions[index].Component, StringComparer.Ordinal))
        {
            var answers = await ConvertAsync(group.Key, [.. group.Select(index => extensions[index].Match)], context, cancellation).ConfigureAwait(false);
            foreach (var (index, position) in group.Select((index, position) => (index, position)))
            {
                var answer = position < answers.Count ? answers[position] : new WikiSyntaxResult();
                results[index] = answer.Target is null && answer.Link is null && answer.Html is null
                    ? new WikiSyntaxResult { Link = WikiLink.Text(extensions[index].Match.Text) }
                    : answer;
            }
        }

        return results;
    }

    /// <summary>Nothing when the provider fails: its markup is shown as written.</summary>
    private async ValueTask<IReadOnlyList<WikiSyntaxResult>> ConvertAsync(
        string component, IReadOnlyList<WikiSyntaxMatch> matches, WikiContext context, CancellationToken cancellation)
    {
        try
        {
            return await syntax.AskOneAsync(
                component,
                (matches, context),
                static (provider, state, token) => provider.ConvertAsync(state.matches, state.context, token),
                cancellation).ConfigureAwait(false);
        }
        catch (Sdk.TracException)
        {
            return [];
        }
    }
}
