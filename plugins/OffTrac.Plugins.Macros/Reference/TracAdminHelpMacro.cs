using System.Text;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Documents the commands of <c>offtrac</c>.</summary>
[Component("trac.admin.console.TracAdminHelpMacro")]
public sealed class TracAdminHelpMacro(ICommandReference reference) : Macro(
    "TracAdminHelp",
    """
    Documents the commands of `offtrac`: all, or those that begin with the words given.

    {{{
    [[TracAdminHelp]]
    [[TracAdminHelp(wiki)]]
    [[TracAdminHelp(wiki export)]]
    }}}
    """)
{
    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var commands = await reference.ListAsync(cancellation).ConfigureAwait(false);
        var words = (call.Content ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = commands.Where(command => BeginsWith(command.Words, words) || command.Aliases.Any(alias => BeginsWith(alias, words))).ToList();
        if (found.Count == 0)
            throw new WikiMacroException($"Unknown trac-admin command \"{call.Content}\"");
        var text = new StringBuilder();
        foreach (var command in found)
            Write(text, command);
        return new HtmlWriter().Element("pre", text.ToString(), ("class", "wiki")).ToString();
    }

    private static bool BeginsWith(string command, string[] words)
    {
        var parts = command.Split(' ');
        return words.Length <= parts.Length && parts.AsSpan(0, words.Length).SequenceEqual(words);
    }

    private static void Write(StringBuilder text, Command command)
    {
        text.Append(command.Words);
        foreach (var argument in command.Arguments)
        {
            var name = $"<{argument.Name.ToLowerInvariant()}>{(argument.TakesMany ? "..." : "")}";
            text.Append(' ').Append(argument.IsOptional ? $"[{name}]" : name);
        }

        text.Append("\n\n    ").Append(command.Summary).Append("\n\n");
        if (command.Options.Count == 0)
            return;
        foreach (var option in command.Options)
            text.Append("    ").Append(option.Name).Append(option.IsFlag ? "" : $" {option.ValueName}").Append("  ").Append(option.Description).Append('\n');
        text.Append('\n');
    }
}
