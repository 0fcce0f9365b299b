using System.CommandLine;
using System.CommandLine.Parsing;
using OffTrac.Sdk.Commands;
using ParsedCommand = System.CommandLine.Command;

namespace OffTrac.Host.Commands;

/// <summary>The commands as a tree of words that System.CommandLine parses.</summary>
internal sealed class CommandTree
{
    private const int MostValues = 100_000;

    private readonly Dictionary<ParsedCommand, CommandEntry> _entries = [];
    private readonly ParserConfiguration _configuration = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public CommandTree()
    {
        Root = new RootCommand("OffTrac serves Trac environments. Without a command: serve. Exit 0: done, 1: the answer is no, 2: an error.");
        Root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        foreach (var option in GlobalOptions.Declare())
            Root.Add(option);
    }

    public RootCommand Root { get; }

    /// <summary>The first words of all commands that the help lists.</summary>
    public IEnumerable<string> Words => Root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name);

    public bool HasWord(string word) => Find(Root, word) is not null;

    /// <summary>Adds a command under its words and, hidden, under its aliases.</summary>
    /// <returns>The words that were taken already; empty when all is well.</returns>
    public IReadOnlyList<string> Add(CommandEntry entry)
    {
        List<string> taken = [];
        foreach (var words in entry.Command.Aliases.Prepend(entry.Command.Words))
        {
            if (!TryAdd(words, entry, isAlias: !ReferenceEquals(words, entry.Command.Words)))
                taken.Add(words);
        }

        return taken;
    }

    /// <summary>Says in the help what a first word is about.</summary>
    public void Describe(string word, string description)
    {
        var command = FindOrAdd(Root, word, isHidden: false);
        command.Description = description;
    }

    public ParseResult Parse(IReadOnlyList<string> args) => CommandLineParser.Parse(Root, args, _configuration);

    /// <summary>The command that was typed; null for a word that only leads to others.</summary>
    public CommandEntry? Find(ParseResult result) => _entries.GetValueOrDefault(result.CommandResult.Command);

    /// <summary>Whether what was typed leads to something here: a command, or words that only lack their end.</summary>
    public bool Leads(ParseResult result) =>
        Find(result) is not null || (result.CommandResult.Command is not RootCommand && result.UnmatchedTokens.Count == 0);

    private static ParsedCommand? Find(ParsedCommand parent, string word) =>
        parent.Subcommands.FirstOrDefault(command => string.Equals(command.Name, word, StringComparison.Ordinal));

    private static ParsedCommand FindOrAdd(ParsedCommand parent, string word, bool isHidden)
    {
        if (Find(parent, word) is { } found)
        {
            found.Hidden &= isHidden;
            return found;
        }

        var command = new ParsedCommand(word) { Hidden = isHidden };
        parent.Add(command);
        return command;
    }

    private static string Describe(Sdk.Commands.Command command) =>
        command.Aliases.Count == 0 ? command.Summary : $"{command.Summary} Also: {string.Join(", ", command.Aliases)}.";

    private static Argument Declare(CommandArgument argument)
    {
        var (name, description, least) = (argument.Name, argument.Description, argument.IsOptional ? 0 : 1);
        return argument.TakesMany
            ? new Argument<string[]>(name) { Description = description, Arity = new ArgumentArity(least, MostValues) }
            : new Argument<string>(name) { Description = description, Arity = new ArgumentArity(least, 1) };
    }

    private static Option Declare(CommandOption option)
    {
        var (name, description, value) = (option.Name, option.Description, option.ValueName);
        if (option.IsFlag)
            return new Option<bool>(name) { Description = description, Arity = ArgumentArity.Zero };
        return option.TakesMany
            ? new Option<string[]>(name) { Description = description, HelpName = value, Arity = ArgumentArity.OneOrMore }
            : new Option<string>(name) { Description = description, HelpName = value };
    }

    private bool TryAdd(string words, CommandEntry entry, bool isAlias)
    {
        ParsedCommand command = Root;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            command = FindOrAdd(command, word, isAlias);
        if (ReferenceEquals(command, Root) || !_entries.TryAdd(command, entry))
            return false;
        command.Description = Describe(entry.Command);
        foreach (var argument in entry.Command.Arguments)
            command.Add(Declare(argument));
        foreach (var option in entry.Command.Options.Where(option => !GlobalOptions.Names.ContainsKey(option.Name)))
            command.Add(Declare(option));
        return true;
    }
}
