using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Lists the other sites that links can lead to.</summary>
[Component("trac.wiki.interwiki.InterWikiMap")]
public sealed class InterWikiMacro(IInterWiki interWiki) : Macro(
    "InterWiki", "Lists the prefixes that links to other sites begin with: those of the page `InterMapTxt` and of the configuration.")
{
    private static readonly string[] s_scripts = ["javascript:", "vbscript:", "data:"];

    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var html = new HtmlWriter().Open("table", ("class", "wiki interwiki"))
            .Open("tr").Open("th").Element("em", "Prefix").Close("th").Open("th").Element("em", "Site").Close("th").Close("tr");
        foreach (var site in await interWiki.ListAsync(cancellation).ConfigureAwait(false))
        {
            html.Open("tr").Open("td").Element("a", site.Prefix, ("href", Safe(RecentChangesOf(site.Url)))).Close("td")
                .Open("td").Element("a", site.Title == site.Prefix ? site.Url : site.Title, ("href", Safe(site.Url))).Close("td").Close("tr");
        }

        return html.Close("table").ToString();
    }

    /// <summary>The address with the name in place of <c>$1</c>, and nothing in place of the other numbers; without any of them the name goes to its end.</summary>
    private static string RecentChangesOf(string url)
    {
        const string name = "RecentChanges";
        var expanded = url.Replace("$1", name, StringComparison.Ordinal);
        foreach (var digit in "023456789")
            expanded = expanded.Replace($"${digit}", "", StringComparison.Ordinal);
        return expanded == url ? url + name : expanded;
    }

    /// <summary>Anybody who may edit the page writes these addresses; browsers read over blanks and control characters in a scheme.</summary>
    private static string? Safe(string url)
    {
        var scheme = string.Concat(url.Where(static character => character > ' '));
        return s_scripts.Any(script => scheme.StartsWith(script, StringComparison.OrdinalIgnoreCase)) ? null : url;
    }
}
