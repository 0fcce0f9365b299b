using System.CommandLine;
using System.CommandLine.Parsing;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>Makes what was parsed into the data that a command gets.</summary>
internal static class CommandInputs
{
    public static CommandInput From(ParseResult result, OffTrac.Sdk.Commands.Command command, string user, CommandConsole console)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var argument in command.Arguments)
            Add(values, argument.Name, result.GetResult(argument.Name));
        foreach (var name in command.Options.Select(option => option.Name).Concat(GlobalOptions.Names.Keys))
            Add(values, name, result.GetResult(name));
        return new CommandInput
        {
            Words = command.Words,
            Values = values,
            StandardInput = console.In,
            Progress = console.Error,
            User = user,
        };
    }

    private static void Add(Dictionary<string, IReadOnlyList<string>> values, string name, SymbolResult? result)
    {
        if (result is null or OptionResult { Implicit: true } || (result is ArgumentResult && result.Tokens.Count == 0))
            return;
        values[name] = result.Tokens.Count == 0 ? [""] : [.. result.Tokens.Select(token => token.Value)];
    }
}
