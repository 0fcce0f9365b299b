using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;

namespace OffTrac.Host.Commands;

/// <summary>A host with only those plugins that announce the word that was typed.</summary>
internal sealed class PluginCommandHost(GlobalOptions options, CommandConsole console, string word) : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers = options.IsVerbose ? CommandLoggers.Create(LogLevel.Debug) : NullLoggerFactory.Instance;
    private OffTracHost? _host;

    /// <summary>Starts it and adds its commands to the tree.</summary>
    public async ValueTask StartAsync(EnvironmentChoice choice, CommandTree tree, CancellationToken cancellation)
    {
        _host = await OffTracHost.StartAsync(
            new HostStartup
            {
                Mode = HostMode.Command,
                ConfigFile = choice.ConfigFile,
                Environments = choice.Directories,
                OnlyTheseEnvironments = true,
                CommandWords = [word],
                Loggers = _loggers,
                Time = console.Time,
            },
            cancellation).ConfigureAwait(false);
        var commands = new PluginCommands(_host, word);
        await commands.AddToAsync(tree, cancellation).ConfigureAwait(false);
        foreach (var conflict in commands.Conflicts)
            await ResultPrinter.PrintErrorAsync(conflict, console).ConfigureAwait(false);
    }

    /// <summary>Why no command begins with the word.</summary>
    public TracException NotFound(CommandTree tree) => new MissingCommand(_host!, word).Explain(tree.Words);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        _loggers.Dispose();
    }
}
