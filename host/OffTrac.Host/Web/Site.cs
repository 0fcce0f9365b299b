using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;
using OffTrac.Host.Web.Errors;
using OffTrac.Host.Web.Forwarding;
using OffTrac.Host.Web.Routing;
using OffTrac.Host.Web.Sessions;
using OffTrac.Host.Web.Templates;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;

namespace OffTrac.Host.Web;

/// <summary>
/// What answers below one address: an environment, or the host's root with its host components. Its routes follow its components.
/// </summary>
internal sealed class Site : IDisposable
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _building = new(1, 1);
    private readonly IInlineConstraintResolver _constraints;
    private readonly ILogger _logger;
    private readonly WebSource _source;
    private readonly TimeProvider _time;
    private readonly IDisposable _changes;
    private RouteTable _routes = RouteTable.Empty;
    private IReadOnlyDictionary<string, ComponentRoutes> _known = new Dictionary<string, ComponentRoutes>();
    private ProxySettings? _proxies;
    private volatile bool _isDatabaseAway;
    private long _reopenAt = long.MinValue;
    private long _wanted = 1;
    private long _built;
    private long _retryAt = long.MaxValue;

    /// <param name="served">The environment; null for the host's root.</param>
    /// <param name="points">Its components.</param>
    /// <param name="configuration">Gives the configuration that counts here now; null for none.</param>
    /// <param name="services">What the server's parts share.</param>
    public Site(IServedEnvironment? served, IExtensionPoints points, Func<IEnvironmentConfiguration?> configuration, SiteServices services)
    {
        Served = served;
        Points = points;
        Configuration = new SiteConfiguration(configuration);
        _constraints = services.Constraints;
        _source = services.Source;
        _time = services.Time;
        _logger = services.Loggers.CreateLogger("OffTrac.Web");
        Visitors = new Visitors(_time, _logger);
        ResultServices = new ResultServices(services.Loggers);
        _changes = ChangeToken.OnChange(points.GetChangeToken, () => Interlocked.Increment(ref _wanted));
    }

    public IServedEnvironment? Served { get; }

    public IExtensionPoints Points { get; }

    public SiteConfiguration Configuration { get; }

    public Visitors Visitors { get; }

    /// <summary>What ASP.NET's results ask for; new with each set of components, so that nothing of an old one is kept.</summary>
    public ResultServices ResultServices { get; private set; }

    /// <summary>The name that problems are reported under.</summary>
    public string Name => Served?.Name ?? "host";

    /// <summary>Routes that can't be used, one line each.</summary>
    public IReadOnlyList<string> RouteProblems => Volatile.Read(ref _routes).Problems;

    /// <summary>The routes of the components that run now.</summary>
    public ValueTask<RouteTable> GetRoutesAsync(CancellationToken cancellation) =>
        Interlocked.Read(ref _built) == Interlocked.Read(ref _wanted) && _time.GetTimestamp() < Interlocked.Read(ref _retryAt)
            ? new ValueTask<RouteTable>(Volatile.Read(ref _routes))
            : BuildAsync(cancellation);

    /// <summary>Who may forward requests here.</summary>
    /// <exception cref="ConfigurationException">The configuration can't be read.</exception>
    public (TrustedPeers Proxies, string? UserHeader) GetProxies()
    {
        var version = Configuration.Version;
        var settings = Volatile.Read(ref _proxies);
        if (settings is null || settings.Version != version)
        {
            settings = new ProxySettings(
                version, TrustedPeers.Parse("[offtrac] trusted_proxies", Configuration.Get("offtrac", "trusted_proxies")), Configuration.Get("offtrac", "remote_user_header")?.Trim());
            Volatile.Write(ref _proxies, settings);
        }
        return (settings.Proxies, settings.UserHeader);
    }

    /// <summary>Sees to it that the environment is open; one that is not is tried again, but not with every request.</summary>
    /// <exception cref="TracException">It is not open; the message says why.</exception>
    public async ValueTask RequireOpenAsync(CancellationToken cancellation)
    {
        if (Served is not { Problem: not null } served)
            return;
        var now = _time.GetTimestamp();
        var tried = Interlocked.Read(ref _reopenAt);
        if (now >= tried && Interlocked.CompareExchange(ref _reopenAt, now + _time.TimestampFrequency, tried) == tried)
            _isDatabaseAway = !await _source.Reopen(served, cancellation).ConfigureAwait(false);
        if (served.Problem is { } problem)
            throw _isDatabaseAway ? new Sdk.Storage.DatabaseUnavailableException(problem) : new SiteUnavailableException(problem);
    }

    /// <summary>A component was gone although it has routes: look at the components again.</summary>
    public void MarkStale() => Interlocked.Increment(ref _wanted);

    /// <summary>Where the templates of a plugin are looked for here.</summary>
    public TemplateLookup TemplatesOf(string plugin)
    {
        var own = new List<string>();
        if (Served is { Problem: null } served)
        {
            var directory = served.Environment.Directory;
            own.Add(Path.Combine(directory, "templates"));
            if (Configuration.Get("inherit", "templates_dir")?.Trim() is { Length: > 0 } inherited)
                own.Add(Path.GetFullPath(Path.Combine(directory, "conf", inherited)));
        }
        var shared = new List<string>();
        foreach (var (id, folder) in _source.PluginFolders(Served))
            (string.Equals(id, plugin, StringComparison.OrdinalIgnoreCase) ? own : shared).Add(Path.Combine(folder, "templates"));
        return new TemplateLookup { Own = own, Shared = shared, Host = Path.Combine(AppContext.BaseDirectory, "templates") };
    }

    public void Dispose()
    {
        _changes.Dispose();
        _building.Dispose();
    }

    private async ValueTask<RouteTable> BuildAsync(CancellationToken cancellation)
    {
        await _building.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var wanted = Interlocked.Read(ref _wanted);
            if (_built == wanted && _time.GetTimestamp() < Interlocked.Read(ref _retryAt))
                return _routes;
            var (known, complete) = await AskAsync(cancellation).ConfigureAwait(false);
            var table = RouteTable.Build(known.Values.Select(c => (c.Component, c.Plugin, c.Routes)), _constraints);
            Report(table);
            _known = known;
            Volatile.Write(ref _routes, table);
            ResultServices = ResultServices.Renew();
            Interlocked.Exchange(ref _retryAt, complete ? long.MaxValue : _time.GetTimestamp() + (long)(s_retry.TotalSeconds * _time.TimestampFrequency));
            Interlocked.Exchange(ref _built, wanted);
            return table;
        }
        finally
        {
            _building.Release();
        }
    }

    private async Task<(IReadOnlyDictionary<string, ComponentRoutes> Known, bool Complete)> AskAsync(CancellationToken cancellation)
    {
        var handlers = Points.Get<IRequestHandler>();
        var known = new OrderedDictionary<string, ComponentRoutes>(StringComparer.OrdinalIgnoreCase);
        var complete = true;
        foreach (var description in handlers.Descriptions)
        {
            try
            {
                var routes = await handlers
                    .AskOneAsync(description.Name, 0, static (handler, _, _) => new ValueTask<Route[]>([.. handler.Routes.Select(Copy)]), cancellation)
                    .ConfigureAwait(false);
                known[description.Name] = new ComponentRoutes(description.Name, description.Plugin, routes ?? []);
            }
            catch (TracException e)
            {
                complete = false;
                _logger.LogError("{Site}: {Component} does not give its routes: {Reason}", Name, description.Name, e.Message);
                // A component that is only suspended keeps its addresses, so that they answer with the reason and not with 404.
                if (_known.TryGetValue(description.Name, out var before))
                    known[description.Name] = before;
            }
        }
        return (known, complete);
    }

    /// <summary>A list made by a collection expression is of a type in the plugin's own assembly; nothing of that is kept.</summary>
    private static Route Copy(Route route) => new()
    {
        Pattern = route.Pattern,
        Methods = [.. route.Methods.Select(method => method.ToUpperInvariant())],
        ChecksFormToken = route.ChecksFormToken,
        MaxBodySize = route.MaxBodySize,
    };

    private void Report(RouteTable table)
    {
        foreach (var problem in table.Problems.Except(_routes.Problems, StringComparer.Ordinal))
            _logger.LogWarning("{Site}: {Problem}", Name, problem);
    }

    private sealed record ComponentRoutes(string Component, string Plugin, IReadOnlyList<Route> Routes);

    private sealed record ProxySettings(long Version, TrustedPeers Proxies, string? UserHeader);
}
