using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>The command line: finds the command, runs it, prints what it gives back.</summary>
internal sealed class CommandLine
{
    public const int Cancelled = 130;
    private const int Failed = 2;

    private readonly CommandConsole _console;
    private readonly Func<CommandTree> _createTree;

    internal CommandLine(Func<CommandTree> createTree, CommandConsole console)
    {
        _createTree = createTree;
        _console = console;
    }

    public static Task<int> RunAsync(IReadOnlyList<string> args, CommandConsole console, CancellationToken cancellation) =>
        new CommandLine(BuiltInCommands.CreateTree, console).RunAsync(args, cancellation);

    internal async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        try
        {
            return await DispatchAsync(CommandWords.Normalize(args), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Cancelled;
        }
        catch (Exception exception)
        {
            return await FailAsync(exception, args.Contains("--verbose", StringComparer.Ordinal)).ConfigureAwait(false);
        }
    }

    private async Task<int> DispatchAsync(CommandWords words, CancellationToken cancellation)
    {
        var tree = _createTree();
        var result = tree.Parse(words.Args);
        if (words.First is null && result.Action is HelpAction)
            Announce(tree);
        if (words.First is { } first && !tree.Leads(result))
            return await DispatchToPluginAsync(tree, words, first, cancellation).ConfigureAwait(false);
        return await RunAsync(tree, result, cancellation).ConfigureAwait(false);
    }

    // The list of commands names those of plugins by their first words; what lies behind each is shown by its own help.
    private static void Announce(CommandTree tree)
    {
        foreach (var (word, plugin) in AnnouncedWords.Find(Path.Combine(AppContext.BaseDirectory, "plugins")))
        {
            if (!tree.HasWord(word))
                tree.Describe(word, $"Of plugin {plugin.Id}; offtrac {word} --help tells more.");
        }
    }

    // First without opening anything, for commands that need nothing; then with what there is to open.
    private async Task<int> DispatchToPluginAsync(CommandTree tree, CommandWords words, string first, CancellationToken cancellation)
    {
        var options = GlobalOptions.From(tree.Parse(words.Args));
        var bare = new PluginCommandHost(options, _console, first);
        await using (bare.ConfigureAwait(false))
        {
            await bare.StartAsync(new EnvironmentChoice(), tree, cancellation).ConfigureAwait(false);
            var result = tree.Parse(words.Args);
            if (tree.Find(result) is { } entry && (IsInformation(result) || entry.Command.Needs == CommandNeeds.Nothing))
                return await RunAsync(tree, result, cancellation).ConfigureAwait(false);
        }

        tree = _createTree();
        var full = new PluginCommandHost(options, _console, first);
        await using (full.ConfigureAwait(false))
        {
            await full.StartAsync(EnvironmentChoice.All(options, _console), tree, cancellation).ConfigureAwait(false);
            var result = tree.Parse(words.Args);
            if (!tree.HasWord(first))
                throw full.NotFound(tree);
            return await RunAsync(tree, result, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<int> RunAsync(CommandTree tree, ParseResult result, CancellationToken cancellation)
    {
        if (IsInformation(result))
            return await InformAsync(result, cancellation).ConfigureAwait(false);
        if (tree.Find(result) is not { } entry)
            throw UsageCheck.NoCommand(result);
        UsageCheck.Require(result, entry);
        var options = GlobalOptions.From(result);
        var context = new CommandContext(options, CommandInputs.From(result, entry.Command, options.User ?? _console.User, _console), _console);
        await using (context.ConfigureAwait(false))
        {
            var answer = await entry.Handler(context, cancellation).ConfigureAwait(false);
            return await ResultPrinter.PrintAsync(answer, options.IsJson, _console).ConfigureAwait(false);
        }
    }

    // --help and --version.
    private static bool IsInformation(ParseResult result) => result.Action is { Terminating: true } and not ParseErrorAction;

    private async Task<int> InformAsync(ParseResult result, CancellationToken cancellation)
    {
        var invocation = new InvocationConfiguration
        {
            Output = _console.Out,
            Error = _console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        var exitCode = await result.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
        await _console.Out.FlushAsync(cancellation).ConfigureAwait(false);
        return exitCode;
    }

    private async Task<int> FailAsync(Exception exception, bool isVerbose)
    {
        await _console.Out.FlushAsync().ConfigureAwait(false);
        if (isVerbose)
            await _console.Error.WriteLineAsync(exception.ToString()).ConfigureAwait(false);
        // What a person or the machine got wrong speaks for itself; anything else is a bug, and its type helps to find it.
        var message = exception is TracException or IOException or UnauthorizedAccessException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message} (--verbose shows where)";
        await ResultPrinter.PrintErrorAsync(message, _console).ConfigureAwait(false);
        return exception is UsageException usage ? usage.ExitCode : Failed;
    }
}
