using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Host.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Environments;

/// <summary>An environment that this host serves: open, or with the reason why not.</summary>
public sealed class EnvironmentHost : IServedEnvironment, IAsyncDisposable
{
    private readonly HostContext _host;
    private readonly ExtensionPoints _points;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ILogger _logger;
    private EnvironmentConfiguration? _configuration;
    private OpenEnvironment? _open;
    private string? _problem = "it is not open yet";
    private string? _database;
    private long _seen;
    private bool _isInBackground;

    internal EnvironmentHost(string directory, HostContext host)
    {
        _host = host;
        _logger = host.Loggers.CreateLogger("OffTrac.Environments");
        _points = new ExtensionPoints(host.Time, host.Loggers.CreateLogger("OffTrac.Components"));
        Directory = directory;
        Name = Path.GetFileName(directory);
    }

    public string Name { get; }

    /// <summary>Full path of the directory.</summary>
    public string Directory { get; }

    public string? Problem => Volatile.Read(ref _open) is null ? $"Environment {Name} can't be served: {Volatile.Read(ref _problem)}" : null;

    /// <summary>The environment's extension points; the same object for as long as the environment is served.</summary>
    public IExtensionPoints Points => _points;

    /// <summary>Every component of the environment, enabled or with the reason why not.</summary>
    public IReadOnlyList<ComponentStatus> Components => Volatile.Read(ref _open)?.Components.Statuses ?? [];

    /// <summary>The ini.</summary>
    /// <exception cref="TracException">The environment is not open.</exception>
    public EnvironmentConfiguration Configuration => Open.Configuration;

    /// <summary>Every option that Trac, this host and the plugins of the environment know.</summary>
    public OptionCatalog Options => OptionRecords.Describe(_host.Plugins.For(Directory));

    public IEnvironment Environment => Open.Environment;

    public IDatabase Database => Get<IDatabase>();

    public IPermissions Permissions => Get<IPermissions>();

    /// <summary>Whether all that keeps it from being open is a database that can't be reached.</summary>
    internal bool IsDatabaseAway { get; private set; }

    /// <summary>The ini, also while the environment is not open; null when it can't be read.</summary>
    internal EnvironmentConfiguration? KnownConfiguration => Volatile.Read(ref _configuration);

    private OpenEnvironment Open => Volatile.Read(ref _open) ?? throw new TracException(Problem ?? $"Environment {Name} was just opened; try again.");

    /// <summary>A service of the SDK or of Core that belongs to this environment.</summary>
    /// <exception cref="TracException">The environment is not open.</exception>
    public T Get<T>()
        where T : class
        => Open.Get<T>();

    public bool IsEnabled(string component)
        => Points.Components.Any(running => string.Equals(running.Name, component, StringComparison.OrdinalIgnoreCase));

    public IExtensionPoint<T> ExtensionPoint<T>()
        where T : class
    {
        _ = Open;
        return Points.Get<T>();
    }

    /// <summary>Opens the environment when it is not open: what failed before is tried again. Costs a field read when it is open.</summary>
    /// <returns>Whether it is open; otherwise <see cref="Problem"/> says why not.</returns>
    public ValueTask<bool> EnsureOpenAsync(CancellationToken cancellation)
        => Volatile.Read(ref _open) is not null ? new ValueTask<bool>(true) : TryOpenAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        await DeliverAsync().ConfigureAwait(false);
        var open = Interlocked.Exchange(ref _open, null);
        _problem = "it is closed";
        _points.Replace([]);
        if (open is not null)
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }

        _configuration?.Dispose();
        _changing.Dispose();
    }

    /// <summary>Reads the ini, so that its folders of plugins are known before anything is loaded.</summary>
    internal void ReadConfiguration()
    {
        try
        {
            if (_configuration is null)
            {
                _configuration = EnvironmentConfiguration.Open(
                    ConfigurationFiles.ForEnvironment(Directory, _host.Startup.ConfigFile, _host.Startup.IsReadOnly), _host.Time, _logger);
                _seen = _configuration.Version;
            }
        }
        catch (TracException exception)
        {
            Volatile.Write(ref _problem, exception.Message);
        }
    }

    /// <summary>Brings the components in line with the plugins as they are now.</summary>
    internal async Task ApplyPluginsAsync(CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_open is { } open)
            {
                await open.ApplyAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Starts what runs by itself, and will start it again when the environment is opened anew.</summary>
    internal async Task StartBackgroundAsync(CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _isInBackground = true;
            if (_open is { } open)
            {
                await open.StartBackgroundAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Looks whether the ini was edited, and for calls that are stuck. Called about once a second.</summary>
    /// <returns>Whether the ini was edited.</returns>
    internal async Task<bool> RefreshAsync(CancellationToken cancellation)
    {
        _points.FindStalls();
        if (_configuration is not { } configuration)
        {
            return false;
        }

        // An edit by this process itself is in force already and no news to the files.
        configuration.Refresh();
        if (Interlocked.Exchange(ref _seen, configuration.Version) == configuration.Version)
        {
            return false;
        }

        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_open is not { } open)
            {
                return true;
            }

            if (!string.Equals(_database, DatabaseOf(configuration), StringComparison.Ordinal))
            {
                await ReopenAsync(open, cancellation).ConfigureAwait(false);
            }
            else
            {
                await open.ApplyAsync(cancellation).ConfigureAwait(false);
            }

            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task DeliverAsync()
    {
        try
        {
            await (_open?.DeliverAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (TracException exception)
        {
            // The rows are in the database: a serving host or the next command delivers them.
            _logger.LogWarning("Environment {Name}: {Problem}", Name, exception.Message);
        }
    }

    private static string DatabaseOf(EnvironmentConfiguration configuration)
        => configuration.Get("trac", "database") + "\n" + configuration.Get("trac", "timeout");

    private async ValueTask<bool> TryOpenAsync(CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_open is not null)
            {
                return true;
            }

            ReadConfiguration();
            return _configuration is { } configuration && await OpenAsync(configuration, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<bool> OpenAsync(EnvironmentConfiguration configuration, CancellationToken cancellation)
    {
        try
        {
            configuration.Refresh();
            _database = DatabaseOf(configuration);
            var open = await OpenEnvironment.OpenAsync(Directory, configuration, _points, _host, cancellation).ConfigureAwait(false);
            if (_isInBackground)
            {
                await open.StartBackgroundAsync(cancellation).ConfigureAwait(false);
            }

            Volatile.Write(ref _open, open);
            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            IsDatabaseAway = exception is DatabaseUnavailableException;
            var problem = exception is TracException ? exception.Message : ExceptionText.Line(exception);
            if (!string.Equals(Interlocked.Exchange(ref _problem, problem), problem, StringComparison.Ordinal))
            {
                _logger.LogError("Environment {Name} can't be opened: {Problem}", Name, problem);
            }

            return false;
        }
    }

    /// <summary>The new database must open before the old one is given up.</summary>
    private async Task ReopenAsync(OpenEnvironment old, CancellationToken cancellation)
    {
        _logger.LogInformation("Environment {Name} has another database now and is opened again", Name);
        if (await OpenAsync(old.Configuration, cancellation).ConfigureAwait(false))
        {
            await old.DisposeAsync().ConfigureAwait(false);
        }
    }
}
