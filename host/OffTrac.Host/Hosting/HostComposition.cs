using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Host.Components;
using OffTrac.Host.Environments;
using OffTrac.Host.Plugins;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Hosting;

/// <summary>Brings the plugins' components into the environments and into the host, and out again.</summary>
internal sealed class HostComposition : IPluginSetObserver, IAsyncDisposable
{
    private readonly HostContext _host;
    private readonly HostEnvironments _environments;
    private readonly HostConfiguration _configuration;
    private readonly ExtensionPoints _points;
    private bool _isStarted;

    public HostComposition(HostContext host, HostEnvironments environments, HostConfiguration configuration, ExtensionPoints points)
    {
        _host = host;
        _environments = environments;
        _configuration = configuration;
        var logger = host.Loggers.CreateLogger("OffTrac.Components");
        _points = points;
        var services = new ScopeServices(_points, configuration.Configuration)
            .Offer<IEnvironments>(() => environments)
            .Offer(() => host.Identity)
            .Offer(() => host.Time)
            .Offer(() => host.HttpClients.Value)
            .Offer<IEnvironmentConfiguration>(() => configuration.Configuration);
        Components = new ComponentSet("the host", ComponentScope.Host, services, _points, new ComponentChecks(), host.Time, logger, host.Identity.Stopping);
    }

    public IExtensionPoints Points => _points;

    /// <summary>The components of scope <c>Host</c>.</summary>
    public ComponentSet Components { get; }

    public async ValueTask SwapAsync(IReadOnlyList<PluginSwap> swaps, PluginSnapshot plugins, CancellationToken cancellation)
    {
        var before = _host.Plugins.Snapshot;
        _host.Plugins.Snapshot = plugins;
        try
        {
            await ApplyAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            _host.Plugins.Snapshot = before;
            await ApplyAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask ReleaseAsync(PluginGeneration retired) => _host.Plugins.ReleaseAsync(retired);

    /// <summary>Makes the host's components, when the environments that may enable them are known.</summary>
    public Task ApplyHostAsync(CancellationToken cancellation)
    {
        _isStarted = true;
        var environments = _environments.Served.Select(environment => environment.KnownConfiguration).OfType<EnvironmentConfiguration>();
        var decide = ComponentDecisions.ForHost(
            EnablementRules.From(_configuration.Configuration),
            [.. environments.Select(EnablementRules.From)],
            AskedFor(_host.Startup.CommandWords ?? []));
        return Components.ApplyAsync(_host.Plugins.For(environment: null), decide, static component => component.Delivery, cancellation);
    }

    /// <summary>Identities of the plugins that announce one of the words, and of those they require.</summary>
    private HashSet<string> AskedFor(IReadOnlyList<string> words)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var plugin in _host.Plugins.Snapshot.For(environment: null).Reverse())
        {
            if (asked.Contains(plugin.Metadata.Id) || plugin.Metadata.CommandWords.Intersect(words, StringComparer.Ordinal).Any())
            {
                asked.Add(plugin.Metadata.Id);
                asked.UnionWith(plugin.Metadata.Requires.Select(static requirement => requirement.Id));
            }
        }

        return asked;
    }

    /// <summary>Starts what runs by itself.</summary>
    public async Task StartBackgroundAsync(CancellationToken cancellation)
    {
        foreach (var environment in _environments.Served)
        {
            await environment.StartBackgroundAsync(cancellation).ConfigureAwait(false);
        }

        await Components.StartBackgroundAsync(cancellation).ConfigureAwait(false);
    }

    public void FindStalls() => _points.FindStalls();

    public async ValueTask DisposeAsync()
    {
        _points.Replace([]);
        await Components.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ApplyAsync(CancellationToken cancellation)
    {
        foreach (var environment in _environments.Served)
        {
            await environment.ApplyPluginsAsync(cancellation).ConfigureAwait(false);
        }

        if (_isStarted)
        {
            await ApplyHostAsync(cancellation).ConfigureAwait(false);
        }
    }
}
