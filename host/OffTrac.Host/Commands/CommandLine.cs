using System.CommandLine;
using System.CommandLine.Invocation;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>The command line: finds the command, runs it, prints what it gives back.</summary>
internal sealed class CommandLine
{
    public const int Cancelled = 130;
    private const int Failed = 2;

    private readonly CommandTree _tree;
    private readonly CommandConsole _console;

    internal CommandLine(CommandTree tree, CommandConsole console)
    {
        _tree = tree;
        _console = console;
    }

    public static Task<int> RunAsync(IReadOnlyList<string> args, CommandConsole console, CancellationToken cancellation) =>
        new CommandLine(BuiltInCommands.CreateTree(), console).RunAsync(args, cancellation);

    internal async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var isVerbose = args.Contains("--verbose", StringComparer.Ordinal);
        try
        {
            return await DispatchAsync(CommandWords.Normalize(args), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Cancelled;
        }
        catch (UsageException exception)
        {
            return await FailAsync(exception.Message, exception.ExitCode).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TracException or IOException or UnauthorizedAccessException && !isVerbose)
        {
            return await FailAsync(exception.Message, Failed).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (isVerbose)
                await _console.Error.WriteLineAsync(exception.ToString()).ConfigureAwait(false);
            else
                await FailAsync($"{exception.GetType().Name}: {exception.Message} (--verbose shows where)", Failed).ConfigureAwait(false);
            return Failed;
        }
    }

    private async Task<int> DispatchAsync(CommandWords words, CancellationToken cancellation)
    {
        if (words.First is { } first && !_tree.HasWord(first))
            throw new UsageException($"'{first}' is not a command; offtrac --help lists them.");
        var result = _tree.Parse(words.Args);
        if (result.Action is { Terminating: true } and not ParseErrorAction)
            return await InformAsync(result, cancellation).ConfigureAwait(false);
        if (_tree.Find(result) is not { } entry)
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

    private async Task<int> FailAsync(string message, int exitCode)
    {
        await _console.Out.FlushAsync().ConfigureAwait(false);
        await ResultPrinter.PrintErrorAsync(message, _console).ConfigureAwait(false);
        return exitCode;
    }
}
