using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace OffTrac.Core.Components;

/// <summary>All extension points of one environment, or of the host.</summary>
public sealed class ExtensionPoints(TimeProvider time, ILogger logger) : IExtensionPoints
{
    private readonly Lock _replacing = new();

    // Keyed weakly: an interface of a plugin, and the point made for it, go with the plugin.
    private readonly ConditionalWeakTable<Type, IReplaceablePoint> _points = [];

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
            ((IReplaceablePoint)point).Replace(_entries);
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

    /// <summary>
    /// Looks for calls that keep their caller's thread for longer than the extension point allows, so that nobody else enters that
    /// component. The host calls it about once a second.
    /// </summary>
    public void FindStalls()
    {
        foreach (var (_, point) in _points)
        {
            point.FindStalls();
        }
    }

    /// <summary>What became of the calls to a component, one record an extension point.</summary>
    public IReadOnlyList<ComponentStatistics> Statistics(string component)
    {
        var statistics = new List<ComponentStatistics>();
        foreach (var (_, point) in _points)
        {
            point.AddStatistics(component, statistics);
        }

        statistics.Sort((left, right) => string.CompareOrdinal(left.ExtensionPoint, right.ExtensionPoint));
        return statistics;
    }

    public IChangeToken GetChangeToken() => _changed.Token;
}
