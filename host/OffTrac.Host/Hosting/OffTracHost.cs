using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Host.Components;
using OffTrac.Host.Environments;
using OffTrac.Host.Plugins;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Hosting;

/// <summary>The host process: environments, plugins, and the components of both.</summary>
public sealed class OffTracHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly HostComposition _composition;
    private readonly Lazy<HttpClients> _httpClients;
    private readonly SemaphoreSlim _ending = new(1, 1);
    private Task _refreshing = Task.CompletedTask;
    private bool _isEnded;

    private OffTracHost(HostStartup startup, HostConfiguration configuration)
    {
        Startup = startup;
        Configuration = configuration;
        var points = new ExtensionPoints(startup.Time, startup.Loggers.CreateLogger("OffTrac.Components"));
        Identity = new HostIdentity(
            configuration.Options.Instance is { Length: > 0 } instance ? instance : Environment.MachineName,
            startup.Mode == HostMode.Serve, startup.Time.GetUtcNow(), points, _stopping.Token);
        _httpClients = new Lazy<HttpClients>(() => new HttpClients(startup.Loggers));
        var context = new HostContext
        {
            Startup = startup,
            Identity = Identity,
            Plugins = new PluginCompositions(Identity, startup.Loggers),
            HttpClients = new Lazy<IHttpClientFactory>(() => _httpClients.Value.Factory),
        };
        Environments = new HostEnvironments();
        _composition = new HostComposition(context, Environments, configuration, points);
        Plugins = new PluginSet(
            new PluginSetOptions
            {
                IsUnloadable = startup.Mode == HostMode.Serve && configuration.Options.Unload,
                Watch = startup.Mode == HostMode.Serve,
                CommandWords = startup.CommandWords,
            },
            _composition, startup.Loggers, startup.Time);
        StrayExceptions = new StrayExceptionHandler(startup.Loggers, startup.Time);
        Context = context;
    }

    public HostStartup Startup { get; }

    /// <summary>The host's own file.</summary>
    public HostConfiguration Configuration { get; }

    /// <summary>Every option that Trac, this host and its plugins know.</summary>
    public OptionCatalog Options => OptionRecords.Describe(Context.Plugins.For(environment: null));

    public HostEnvironments Environments { get; }

    /// <summary>Extension points of components of scope <c>Host</c>.</summary>
    public IExtensionPoints Points => _composition.Points;

    /// <summary>Every component of scope <c>Host</c>, enabled or with the reason why not.</summary>
    public IReadOnlyList<ComponentStatus> Components => _composition.Components.Statuses;

    public IHost Identity { get; }

    public ILoggerFactory Loggers => Startup.Loggers;

    public TimeProvider Time => Startup.Time;

    internal PluginSet Plugins { get; }

    /// <summary>What plugins threw where nobody catches.</summary>
    internal StrayExceptionHandler StrayExceptions { get; }

    private HostContext Context { get; }

    /// <summary>Opens the environments, loads the plugins and makes the components of both. An environment that can't be opened does not keep it from starting.</summary>
    /// <exception cref="OffTrac.Sdk.TracException">The host's file is bad, or two environments can't be told apart.</exception>
    public static async Task<OffTracHost> StartAsync(HostStartup startup, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(startup);
        var configuration = HostConfiguration.Open(
            startup.ConfigFile, startup.IsReadOnly, startup.Time, startup.Loggers.CreateLogger("OffTrac.Configuration"));
        var host = new OffTracHost(startup, configuration);
        try
        {
            await host.StartAsync(cancellation).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends background work and calls in progress, disposes the components and lets the plugins go. More than once does no harm.</summary>
    /// <param name="cancellation">Cancelled when nobody waits any more; the stop goes on.</param>
    public Task StopAsync(CancellationToken cancellation) => EndAsync().WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        StrayExceptions.Dispose();
        _stopping.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        var directories = await EnvironmentDirectories.FindAsync(Startup, Configuration, cancellation).ConfigureAwait(false);
        Environments.Serve(directories, Context);
        await Plugins.StartAsync(PluginFolders.Of(Configuration, Environments.Served), cancellation).ConfigureAwait(false);
        await Task.WhenAll(Environments.Served.Select(environment => environment.EnsureOpenAsync(cancellation).AsTask())).ConfigureAwait(false);
        await _composition.ApplyHostAsync(cancellation).ConfigureAwait(false);
        if (Startup.Mode == HostMode.Serve)
        {
            await _composition.StartBackgroundAsync(cancellation).ConfigureAwait(false);
            _refreshing = new HostRefresh(this, _composition).RunAsync(_stopping.Token);
        }
    }

    private async Task EndAsync()
    {
        await _ending.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
            await _stopping.CancelAsync().ConfigureAwait(false);
            await _refreshing.ConfigureAwait(false);
            await Environments.DisposeAsync().ConfigureAwait(false);
            await _composition.DisposeAsync().ConfigureAwait(false);
            await Plugins.DisposeAsync().ConfigureAwait(false);
            Configuration.Dispose();
            if (_httpClients.IsValueCreated)
            {
                await _httpClients.Value.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _ending.Release();
        }
    }
}
