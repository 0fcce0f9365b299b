using OffTrac.Plugins.Macros.Images;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Lists the other Tracs that links can lead to.</summary>
[Component("trac.wiki.intertrac.InterTracDispatcher")]
public sealed class InterTracMacro(IEnvironmentConfiguration configuration) : Macro(
    "InterTrac", "Lists the prefixes that links to other Tracs begin with, as in `trac:ticket:1`.")
{
    private protected override ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var sites = Read(configuration.Section("intertrac"));
        var html = new HtmlWriter().Open("table", ("class", "wiki intertrac"))
            .Open("tr").Open("th").Element("em", "Prefix").Close("th").Open("th").Element("em", "Trac Site").Close("th").Close("tr");
        foreach (var site in sites.Values)
            Write(html, site);
        return ValueTask.FromResult(html.Close("table").ToString());
    }

    private static void Write(HtmlWriter html, InterTracSite site)
    {
        if (site.Alias is { } alias)
        {
            html.Open("tr").Open("td").Element("strong", site.Prefix).Close("td")
                .Open("td").Text("Alias for ").Element("strong", alias).Close("td").Close("tr");
        }
        else if (!string.IsNullOrEmpty(site.Url))
        {
            html.Open("tr").Open("td").Open("a", ("href", site.Url + "/timeline")).Element("strong", site.Prefix).Close("a").Close("td")
                .Open("td").Element("a", site.Title ?? site.Url, ("href", site.Url)).Close("td").Close("tr");
        }
    }

    private static SortedDictionary<string, InterTracSite> Read(IReadOnlyDictionary<string, string> options)
    {
        var sites = new SortedDictionary<string, InterTracSite>(CodePointOrder.Instance);
        foreach (var (option, value) in options)
        {
            var dot = option.LastIndexOf('.');
            var prefix = dot > 0 ? option[..dot] : option;
            var site = sites.GetValueOrDefault(prefix) ?? new InterTracSite { Prefix = prefix };
            sites[prefix] = dot <= 0 ? site with { Alias = value } : option[(dot + 1)..] switch
            {
                "url" => site with { Url = value },
                "title" => site with { Title = value },
                _ => site,
            };
        }

        sites.TryAdd("trac", new InterTracSite { Prefix = "trac", Url = InterTracSites.TracUrl, Title = InterTracSites.TracTitle });
        return sites;
    }
}
