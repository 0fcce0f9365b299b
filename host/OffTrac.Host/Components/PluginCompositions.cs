using OffTrac.Host.Plugins;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Components;

/// <summary>The compositions of Core and of the loaded plugins.</summary>
internal sealed class PluginCompositions(IHost host, ILoggerFactory loggers)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PluginGeneration, PluginComposition> _plugins = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<PluginComposition> _core = new(() => PluginComposition.OfCore(loggers));
    private PluginSnapshot _snapshot = PluginSnapshot.Empty;

    /// <summary>The plugins as they are now.</summary>
    public PluginSnapshot Snapshot
    {
        get => Volatile.Read(ref _snapshot);
        set => Volatile.Write(ref _snapshot, value);
    }

    /// <summary>Core, then the plugins of an environment, or of the host, by id: the order of components.</summary>
    /// <param name="environment">Directory of the environment; null for the host.</param>
    public IReadOnlyList<PluginComposition> For(string? environment)
        => [_core.Value, .. Snapshot.For(environment).Select(Of).OrderBy(plugin => plugin.Plugin, StringComparer.Ordinal)];

    /// <summary>Forgets a generation and disposes all that was made for it.</summary>
    public async ValueTask ReleaseAsync(PluginGeneration generation)
    {
        PluginComposition? composition;
        lock (_lock)
        {
            _plugins.Remove(generation, out composition);
        }

        if (composition is not null)
        {
            await composition.DisposeAsync().ConfigureAwait(false);
        }
    }

    private PluginComposition Of(PluginGeneration generation)
    {
        lock (_lock)
        {
            if (!_plugins.TryGetValue(generation, out var composition))
            {
                _plugins.Add(generation, composition = PluginComposition.Of(generation, host, loggers));
            }

            return composition;
        }
    }
}
