using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Links to the pages of the guide.</summary>
[Component("trac.wiki.macros.TracGuideTocMacro")]
public sealed class TracGuideTocMacro(IWikiStore pages) : Macro(
    "TracGuideToc",
    """
    Links to the pages of the guide as a table of contents. On a page such as `TranslateDe/TracGuide` it links to the pages below
    `TranslateDe`.
    """)
{
    private static readonly (string Page, string Title)[] s_contents =
    [
        ("TracGuide", "Index"), ("TracInstall", "Installation"), ("TracInterfaceCustomization", "Customization"),
        ("TracPlugins", "Plugins"), ("TracUpgrade", "Upgrading"), ("TracIni", "Configuration"), ("TracAdmin", "Administration"),
        ("TracBackup", "Backup"), ("TracLogging", "Logging"), ("TracPermissions", "Permissions"), ("TracWiki", "The Wiki"),
        ("WikiFormatting", "Wiki Formatting"), ("TracTimeline", "Timeline"), ("TracBrowser", "Repository Browser"),
        ("TracRevisionLog", "Revision Log"), ("TracChangeset", "Changesets"), ("TracTickets", "Tickets"), ("TracWorkflow", "Workflow"),
        ("TracRoadmap", "Roadmap"), ("TracQuery", "Ticket Queries"), ("TracBatchModify", "Batch Modify"), ("TracReports", "Reports"),
        ("TracRss", "RSS Support"), ("TracNotification", "Notification"),
    ];

    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var current = call.Context.Resource?.Id ?? throw new TracException("The text belongs to no page.");
        var prefix = current.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? current[..(slash + 1)] : "";
        var existing = (await pages.ListAsync(cancellation).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        var html = new HtmlWriter().Open("div", ("class", "wiki-toc")).Element("h4", "Table of Contents").Open("ul");
        foreach (var (page, title) in s_contents)
        {
            // Trac writes the class "False" for what is neither active nor missing.
            html.Open("li", ("class", prefix + page == current ? "active" : "False"))
                .Element("a", title, ("class", existing.Contains(prefix + page) ? "False" : "missing"), ("href", Href.Wiki(call.Context, prefix + page)))
                .Close("li");
        }

        return html.Close("ul").Close("div").ToString();
    }
}
