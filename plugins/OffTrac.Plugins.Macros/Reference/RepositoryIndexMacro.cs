using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Lists repositories as a Trac without any does: pages that call the macro show the same empty list.</summary>
[Component("trac.versioncontrol.web_ui.browser.RepositoryIndexMacro")]
public sealed class RepositoryIndexMacro() : Macro(
    "RepositoryIndex", "Lists the repositories: none, as OffTrac serves no version control. `format=` is `compact`, `list` or `table`.")
{
    private static readonly string[] s_columns = ["Name", "Size", "Rev", "Date", "Author", "Last Change"];

    private protected override ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var arguments = MacroArguments.Parse(call.Content);
        return ValueTask.FromResult(arguments.Get("format", "compact") switch
        {
            "list" => "<dl></dl>",
            "table" => Table(arguments.Get("order"), IsTrue(arguments.Get("desc")), call.Context),
            _ => "",
        });
    }

    private static string Table(string order, bool isDescending, WikiContext context)
    {
        var browser = Href.Below(context.RequestHref, "browser") + "/";
        var html = new HtmlWriter().Open("table", ("class", "listing dirlist")).Open("thead").Open("tr");
        foreach (var column in s_columns)
        {
            if (column is "Rev" or "Last Change")
                html.Element("th", column, ("class", column == "Rev" ? "rev" : "change"));
            else
                WriteColumn(html, column, browser, order, isDescending);
        }

        return html.Close("tr").Close("thead").Open("tbody").Close("tbody").Close("table").ToString();
    }

    private static void WriteColumn(HtmlWriter html, string label, string browser, string order, bool isDescending)
    {
        var name = label.ToLowerInvariant();
        var isOrder = order == name;
        var turned = isOrder && !isDescending;
        var query = string.Join('&', new[] { turned ? "desc=1" : "", name == "name" ? "" : "order=" + name }.Where(static part => part.Length > 0));
        html.Open("th", ("class", !isOrder ? null : isDescending ? "desc" : "asc"))
            .Element("a", label, ("title", $"Sort by {name} {(turned ? "(descending)" : "(ascending)")}"), ("href", query.Length > 0 ? $"{browser}?{query}" : browser))
            .Close("th");
    }

    private static bool IsTrue(string value) =>
        value.Trim().ToLowerInvariant() is "yes" or "true" or "enabled" or "on" || PythonNumber.TryRead(value) is not (null or 0);
}
