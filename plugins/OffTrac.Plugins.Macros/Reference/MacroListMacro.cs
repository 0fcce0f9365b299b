using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Lists the macros that there are.</summary>
[Component("trac.wiki.macros.MacroListMacro")]
public sealed class MacroListMacro(IExtensionPoint<IWikiMacroProvider> providers, IWikiRenderer renderer) : Macro(
    "MacroList",
    """
    Lists all macros with what they do. With the beginning of a name as argument it lists those macros only; with `*`, each with one
    line.
    """)
{
    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var content = call.Content?.Trim() ?? "";
        var beginning = content.Trim('*');
        var answers = await providers
            .AskAllAsync(0, static (provider, _, _) => ValueTask.FromResult(provider.Macros), cancellation)
            .ConfigureAwait(false);
        var entries = answers.Select(static answer => answer.Value)
            .Where(macros => beginning.Length == 0 || macros.Any(macro => macro.Name.StartsWith(beginning, StringComparison.Ordinal)))
            .SelectMany(macros => Group(macros, withHidden: beginning.Length > 0))
            .OrderBy(static entry => entry.Names[0], CodePointOrder.Instance);
        var html = new HtmlWriter().Open("div", ("class", "trac-macrolist"));
        foreach (var (description, names) in entries)
        {
            WriteNames(html, names);
            if (description.Length == 0)
                html.Element("em", "No documentation found");
            else if (content == "*")
                html.Html(await renderer.ToOneLinerAsync(description, call.Context with { ShortenLines = true }, cancellation).ConfigureAwait(false));
            else
                html.Html(await renderer.ToHtmlAsync(description, call.Context, cancellation).ConfigureAwait(false));
        }

        return html.Close("div").ToString();
    }

    /// <summary>Neighbours of one description are names of one macro.</summary>
    private static IEnumerable<(string Description, List<string> Names)> Group(IReadOnlyList<WikiMacro> macros, bool withHidden)
    {
        List<string> names = [];
        for (var i = 0; i < macros.Count; i++)
        {
            names.Add(macros[i].Name);
            if (i + 1 < macros.Count && macros[i + 1].Description == macros[i].Description)
                continue;
            if (macros[i].Description is { } description && (withHidden || !macros[i].IsHidden))
                yield return (description, names);
            names = [];
        }
    }

    private static void WriteNames(HtmlWriter html, List<string> names)
    {
        html.Open("h3", ("id", names[0] + "-macro")).Element("code", $"[[{names[0]}]]").Close("h3");
        if (names.Count == 1)
            return;
        html.Open("p").Element("strong", "Aliases:");
        foreach (var alias in names.Skip(1))
            html.Element("code", $" [[{alias}]]");
        html.Close("p");
    }
}
