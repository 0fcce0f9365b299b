using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Environments;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary>What a command works with; opens host and environment when first asked for them.</summary>
internal sealed class CommandContext(GlobalOptions options, CommandInput input, CommandConsole console) : IAsyncDisposable
{
    private static readonly TimeSpan s_deliveryLimit = TimeSpan.FromSeconds(5);

    private ILoggerFactory? _loggers;
    private OffTracHost? _host;

    public GlobalOptions Options { get; } = options;

    public CommandInput Input { get; } = input;

    public CommandConsole Console { get; } = console;

    /// <summary>The host that was started.</summary>
    public OffTracHost Host => _host ?? throw new InvalidOperationException("The command has not started a host.");

    // What a command has to say it says itself: a log on standard error would bury its one line.
    public ILoggerFactory Loggers => _loggers ??= Options.IsVerbose ? CommandLoggers.Create(LogLevel.Debug) : NullLoggerFactory.Instance;

    /// <summary>The configuration of the one environment that the command is about, or of the host; neither database nor plugin is touched.</summary>
    public EnvironmentConfiguration OpenConfiguration(bool ofHost)
    {
        if (!ofHost)
            return OpenConfiguration(EnvironmentChoice.One(Options, Console));

        var file = EnvironmentChoice.FindHostFile(Options, Console)
            ?? throw new UsageException("There is no file of the host: ./offtrac.ini does not exist, name another with --config FILE.");
        return EnvironmentConfiguration.Open(new ConfigurationFiles { HostIni = file }, Console.Time, Loggers.CreateLogger("OffTrac.Configuration"));
    }

    public EnvironmentConfiguration OpenConfiguration(EnvironmentChoice choice)
    {
        EnvironmentDirectory.Check(choice.Directories[0]);
        return EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(choice.Directories[0], choice.ConfigFile, readOnly: false),
            Console.Time,
            Loggers.CreateLogger("OffTrac.Configuration"));
    }

    /// <summary>Section <c>[host]</c>, with full paths; defaults when there is no file.</summary>
    public HostOptions ReadHostOptions()
    {
        using var host = HostConfiguration.Open(EnvironmentChoice.FindHostFile(Options, Console), readOnly: true, Console.Time, NullLogger.Instance);
        return host.Options with
        {
            Htpasswd = host.Options.Htpasswd is { Length: > 0 } basic ? host.Resolve(basic) : null,
            Htdigest = host.Options.Htdigest is { Length: > 0 } digest ? host.Resolve(digest) : null,
        };
    }

    /// <summary>Opens the one environment that the command is about.</summary>
    public ValueTask<EnvironmentHost> OpenEnvironmentAsync(PluginUse plugins, CancellationToken cancellation) =>
        OpenEnvironmentAsync(EnvironmentChoice.One(Options, Console), plugins, forUpgrade: false, cancellation);

    /// <param name="choice">The environment.</param>
    /// <param name="plugins">Which plugins are loaded.</param>
    /// <param name="forUpgrade">Whether components that need an upgrade are made all the same.</param>
    /// <param name="cancellation">Ends the opening.</param>
    public async ValueTask<EnvironmentHost> OpenEnvironmentAsync(
        EnvironmentChoice choice, PluginUse plugins, bool forUpgrade, CancellationToken cancellation)
    {
        var host = await StartAsync(choice, plugins, cancellation, forUpgrade).ConfigureAwait(false);
        var environment = host.Environments.Served.Single();
        return environment.Problem is { } problem ? throw new TracException(problem) : environment;
    }

    public async ValueTask<OffTracHost> StartAsync(
        EnvironmentChoice choice, PluginUse plugins, CancellationToken cancellation, bool forUpgrade = false)
    {
        var startup = new HostStartup
        {
            Mode = HostMode.Command,
            ConfigFile = choice.ConfigFile,
            Environments = choice.Directories,
            OnlyTheseEnvironments = true,
            CommandWords = plugins == PluginUse.None ? [] : null,
            ForUpgrade = forUpgrade,
            Loggers = Loggers,
            Time = Console.Time,
        };
        return _host = await OffTracHost.StartAsync(startup, cancellation).ConfigureAwait(false);
    }

    /// <summary>Tells durable components of what the command did, when no running host does.</summary>
    public static async ValueTask DeliverAsync(EnvironmentHost environment, CancellationToken cancellation) =>
        await environment.Get<DeliveryDispatcher>().DeliverBrieflyAsync(s_deliveryLimit, cancellation).ConfigureAwait(false);

    /// <summary>Changes something where every component may have to hear of it.</summary>
    /// <param name="change">Makes the change and says in a line what was done.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    public async ValueTask<CommandResult> ChangeAsync(
        Func<EnvironmentHost, CancellationToken, ValueTask<string>> change, CancellationToken cancellation)
    {
        var environment = await OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var done = await change(environment, cancellation).ConfigureAwait(false);
        await DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return CommandResult.FromText(done);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        _loggers?.Dispose();
    }
}
