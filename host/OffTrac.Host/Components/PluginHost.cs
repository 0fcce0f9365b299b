using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Components;

/// <summary>
/// The host as one plugin sees it. Its token is cancelled when the host stops and when the plugin goes; what the plugin registers
/// there can neither stay behind on the host's own token nor fail or delay the host's stop.
/// </summary>
internal sealed class PluginHost : IHost, IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    private readonly IHost _host;
    private readonly string _plugin;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenRegistration _hostStops;
    private readonly CancellationTokenRegistration _pluginGoes;
    private readonly Lazy<Task> _told;

    /// <param name="host">The host itself.</param>
    /// <param name="plugin">Id of the plugin.</param>
    /// <param name="logger">Told of registrations that throw.</param>
    /// <param name="going">Cancelled when the plugin goes.</param>
    public PluginHost(IHost host, string plugin, ILogger logger, CancellationToken going)
    {
        (_host, _plugin, _logger) = (host, plugin, logger);
        Stopping = _stopping.Token;
        _told = new Lazy<Task>(TellAsync);
        _hostStops = host.Stopping.UnsafeRegister(static self => _ = ((PluginHost)self!)._told.Value, this);
        _pluginGoes = going.UnsafeRegister(static self => _ = ((PluginHost)self!)._told.Value, this);
    }

    public string Instance => _host.Instance;

    public string Node => _host.Node;

    public string Version => _host.Version;

    public DateTimeOffset Started => _host.Started;

    public bool IsServing => _host.IsServing;

    public CancellationToken Stopping { get; }

    public IExtensionPoint<T> ExtensionPoint<T>()
        where T : class => _host.ExtensionPoint<T>();

    public async ValueTask DisposeAsync()
    {
        await _hostStops.DisposeAsync().ConfigureAwait(false);
        await _pluginGoes.DisposeAsync().ConfigureAwait(false);
        await _told.Value.WaitAsync(s_limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task TellAsync()
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            // The text only: the exception would keep the plugin in memory.
            _logger.LogError("Plugin {Plugin} failed when it was told to stop: {Error}", _plugin, ExceptionText.Full(exception));
        }
    }
}
