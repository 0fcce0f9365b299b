using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Documents the options of the ini.</summary>
[Component("trac.wiki.macros.TracIniMacro")]
public sealed class TracIniMacro(IOptionReference reference) : Macro(
    "TracIni",
    """
    Documents the options of the configuration files. Two arguments choose: beginnings of a section's and of an option's name;
    `section=` and `option=` take wildcards instead.
    """)
{
    private const string AnyName = "*";

    private protected override ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var arguments = MacroArguments.Parse(call.Content);
        var takesSection = Filter(arguments, "section", 0);
        var takesOption = Filter(arguments, "option", 1);
        var html = new HtmlWriter().Open("div", ("class", "tracini"));
        foreach (var section in reference.Options.Where(option => takesSection?.Invoke(option.Section) != false).GroupBy(static option => option.Section))
        {
            var options = section.Where(option => option.Name != AnyName && takesOption?.Invoke(option.Name) != false)
                .OrderBy(static option => option.Name, CodePointOrder.Instance).ToList();
            if (options.Count > 0 || takesOption is null)
                WriteSection(html, section.Key, section.FirstOrDefault(static option => option.Name == AnyName), options);
        }

        return ValueTask.FromResult(html.Close("div").ToString());
    }

    private static void WriteSection(HtmlWriter html, string section, DocumentedOption? anyName, List<DocumentedOption> options)
    {
        html.Open("h3", ("id", section + "-section")).Element("code", $"[{section}]").Close("h3");
        if (anyName is not null)
            html.Element("p", anyName.Description);
        if (options.Count == 0)
            return;
        html.Open("table", ("class", "wiki")).Open("tbody");
        for (var i = 0; i < options.Count; i++)
            WriteOption(html, options[i], isOdd: i % 2 == 1);
        html.Close("tbody").Close("table");
    }

    private static void WriteOption(HtmlWriter html, DocumentedOption option, bool isOdd)
    {
        var id = $"{option.Section}-{option.Name}-option";
        html.Open("tr", ("class", isOdd ? "odd" : "even"), ("id", id))
            .Open("td").Open("a", ("class", "tracini-option"), ("href", "#" + id)).Element("code", option.Name).Close("a").Close("td")
            .Open("td").Element("p", option.Description).Close("td");
        if (option.Default.Length > 0)
            html.Open("td", ("class", "default")).Element("code", option.Default).Close("td");
        else
            html.Element("td", "(no default)", ("class", "nodefault"));
        html.Close("tr");
    }

    /// <summary>What the names must be like; null for all names.</summary>
    private static Func<string, bool>? Filter(MacroArguments arguments, string name, int index)
    {
        if (arguments.Get(name).Trim() is { Length: > 0 } pattern)
            return new GlobPattern(pattern, ignoreCase: true).Matches;
        return arguments.At(index) is { Length: > 0 } beginning
            ? text => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
            : null;
    }
}
