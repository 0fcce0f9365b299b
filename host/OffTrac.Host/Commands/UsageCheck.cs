using System.CommandLine;
using System.CommandLine.Parsing;
using ParsedCommand = System.CommandLine.Command;

namespace OffTrac.Host.Commands;

/// <summary>Says in one line what is wrong with what was typed.</summary>
internal static class UsageCheck
{
    public static void Require(ParseResult result, CommandEntry entry)
    {
        if (Problem(result) is { } problem)
        {
            throw new UsageException($"{problem} See: offtrac {entry.Command.Words} --help")
            {
                ExitCode = entry.Command.UsageExitCode,
            };
        }
    }

    /// <summary>For words that lead to commands but are none.</summary>
    public static UsageException NoCommand(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var path = Path(result.CommandResult);
        var words = command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name).ToList();
        var choices = string.Join(", ", words);
        return new UsageException(result.UnmatchedTokens is [var word, ..]
            ? $"'{word}' is not a command of '{path}'; there are: {choices}.{NearestWord.Ask(word, words)}"
            : $"'{path}' needs one of: {choices}.");
    }

    private static string? Problem(ParseResult result)
    {
        var hasDoubleDash = result.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        if (!hasDoubleDash && UnknownOption(result) is { } option)
            return $"'{option}' is not an option of '{Path(result.CommandResult)}'.";
        if (result.UnmatchedTokens is [var token, ..])
            return $"'{token}' is one argument too many for '{Path(result.CommandResult)}'.";
        if (MissingArgument(result.CommandResult) is { } missing)
            return $"'{Path(result.CommandResult)}' needs {missing}.";
        return result.Errors is [var error, ..] ? error.Message : null;
    }

    private static string? UnknownOption(ParseResult result) =>
        result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).Concat(result.UnmatchedTokens)
            .FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    private static string? MissingArgument(CommandResult command) =>
        command.Command.Arguments.FirstOrDefault(argument =>
            argument.Arity.MinimumNumberOfValues > 0 && command.GetResult(argument) is null or { Tokens.Count: 0 })?.Name;

    private static string Path(CommandResult result)
    {
        var words = new Stack<string>();
        for (SymbolResult? symbol = result; symbol is CommandResult { Command: not RootCommand } command; symbol = symbol.Parent)
            words.Push(command.Command.Name);
        return string.Join(' ', words.Prepend("offtrac"));
    }
}
