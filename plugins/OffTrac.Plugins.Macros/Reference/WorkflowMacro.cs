using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Shows states and actions of tickets as a graph, which a script of the page draws.</summary>
[Component("trac.ticket.default_workflow.WorkflowMacro")]
public sealed class WorkflowMacro(IEnvironmentConfiguration configuration) : Macro(
    "Workflow",
    """
    Shows the states of tickets and the actions between them as a graph. Without arguments it is the workflow of this environment; with
    them, another one, in the form of the configuration: lines of a block, or parts between semicolons. A block takes `width=` and
    `height=` in pixels.

    {{{
    [[Workflow(go = here -> there; return = there -> here)]]
    }}}
    """)
{
    private const string Header = "[ticket-workflow]";
    private const int UsualWidth = 800;
    private const int UsualHeight = 600;

    private protected override ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var graph = WorkflowGraph.From(Read(call));
        var (width, height) = (Size(call, "width", UsualWidth), Size(call, "height", UsualHeight));
        var json = graph.ToJson(width, height);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 6));
        return ValueTask.FromResult(new HtmlWriter()
            .Open(
                "div",
                ("class", "trac-workflow-graph trac-noscript"),
                ("id", "trac-workflow-graph-" + id),
                ("data-graph", json),
                ("style", string.Create(CultureInfo.InvariantCulture, $"display:inline-block;width:{width}px;height:{height}px")))
            .Close("div")
            .Open("noscript").Element("div", "Enable JavaScript to display the workflow graph.", ("class", "system-message")).Close("noscript")
            .ToString());
    }

    private static int Size(WikiMacroCall call, string name, int usual) =>
        call.Arguments?.GetValueOrDefault(name) is { } text && PythonNumber.TryRead(text, minimum: 1) is { } size ? size : usual;

    private IEnumerable<KeyValuePair<string, string>> Read(WikiMacroCall call)
    {
        var content = call.Content?.Trim() ?? "";
        var isBlock = call.Arguments is not null;
        if (content.Length == 0 && call.Arguments is null or { Count: 0 })
            return configuration.Section("ticket-workflow");
        var file = isBlock ? call.Arguments!.GetValueOrDefault("file") : MacroArguments.Parse(content).Named.GetValueOrDefault("file");
        if (!string.IsNullOrEmpty(file))
        {
            throw new WikiMacroException(
                $"The file {file} does not exist.", new HtmlWriter().Text("The file ").Element("code", file).Text(" does not exist.").ToString());
        }

        if (content.Length == 0)
            throw new WikiMacroException("Invalid argument(s).");
        var text = isBlock ? content : string.Join('\n', content.Split(';').Select(static line => line.TrimStart()));
        return WorkflowText.Read(text.Contains(Header, StringComparison.Ordinal) ? text : $"{Header}\n{text}");
    }
}
