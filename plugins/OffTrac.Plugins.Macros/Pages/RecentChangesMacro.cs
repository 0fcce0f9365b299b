using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Lists the pages that were changed last.</summary>
[Component("trac.wiki.macros.RecentChangesMacro")]
public sealed class RecentChangesMacro(
    IDatabase database, IPermissions permissions, IUserTimes userTimes, IOptionsMonitor<WikiOptions> options) : Macro(
    "RecentChanges",
    """
    Lists wiki pages, the one changed last first.

     * First argument: only pages whose name begins so; nothing for all.
     * Second argument: how many pages at most.
     * `group=date` (the default) puts a heading over each day, `group=none` makes one list.
    """)
{
    private readonly PageNames _names = new(options);

    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var arguments = MacroArguments.Parse(call.Content);
        int? limit = arguments.At(1) is { } number ? PythonNumber.Read(number, minimum: 1) : null;
        var changes = await RecentChange
            .FindAsync(database, arguments.At(0) ?? "", limit, cancellation)
            .ConfigureAwait(false);
        var allowed = await permissions
            .CheckManyAsync("WIKI_VIEW", call.Context.User, [.. changes.Select(static change => Resource.Wiki(change.Page, change.Version))], cancellation)
            .ConfigureAwait(false);
        var visible = changes.Where((_, i) => allowed[i]).ToList();
        var html = new HtmlWriter().Open("div", ("class", "wikipage"));
        if (arguments.Get("group", "date") != "date")
        {
            WriteList(html, visible, call.Context);
        }
        else
        {
            var times = await userTimes.GetAsync(call.Context.User, cancellation).ConfigureAwait(false);
            foreach (var day in visible.GroupBy(change => times.FormatDate(change.Time)))
                WriteList(html.Element("h3", day.Key, ("class", "section")), day, call.Context);
        }

        return html.Close("div").ToString();
    }

    private void WriteList(HtmlWriter html, IEnumerable<RecentChange> changes, WikiContext context)
    {
        html.Open("ul");
        foreach (var change in changes)
        {
            var href = Href.Wiki(context, change.Page);
            html.Open("li").Element("a", _names.Show(change.Page), ("href", href));
            if (change.Version > 1)
            {
                var difference = Href.WithQuery(href, ("action", "diff"), ("version", change.Version.ToString(CultureInfo.InvariantCulture)));
                html.Open("small").Text(" (").Element("a", "diff", ("href", difference)).Text(")").Close("small");
            }

            html.Text("\n").Close("li");
        }

        html.Close("ul");
    }
}
