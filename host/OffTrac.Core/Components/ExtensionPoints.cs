using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace OffTrac.Core.Components;

/// <summary>All extension points of one environment, or of the host.</summary>
public sealed class ExtensionPoints(TimeProvider time, ILogger logger) : IExtensionPoints
{
    private readonly Lock _replacing = new();

    // Keyed weakly: an interface of a plugin, and the point made for it, go with the plugin.
    private readonly ConditionalWeakTable<Type, ExtensionPoint> _points = [];

    private IReadOnlyList<ComponentEntry> _entries = [];
    private IReadOnlyList<ComponentDescription> _components = [];
    private readonly ChangeSignal _changed = new();

    public IReadOnlyList<ComponentDescription> Components => Volatile.Read(ref _components);

    public IComponentPoint<T> Get<T>()
        where T : class
    {
        if (_points.TryGetValue(typeof(T), out var known))
        {
            return (ExtensionPoint<T>)known;
        }

        lock (_replacing)
        {
            if (_points.TryGetValue(typeof(T), out known))
            {
                return (ExtensionPoint<T>)known;
            }

            var point = new ExtensionPoint<T>(time, logger);
            point.Replace(_entries);
            _points.Add(typeof(T), point);
            return point;
        }
    }

    public void Replace(IReadOnlyList<ComponentEntry> entries)
    {
        lock (_replacing)
        {
            _entries = entries;
            foreach (var (_, point) in _points)
            {
                point.Replace(entries);
            }

            Volatile.Write(ref _components, [.. entries.Select(entry => entry.Description)]);
        }

        _changed.Fire();
    }

    public IChangeToken GetChangeToken() => _changed.Token;
}
