using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>The components of a test.</summary>
internal sealed class TestPoints : IExtensionPoints
{
    private readonly List<(string Name, object Component)> _components = [];

    public IReadOnlyList<ComponentDescription> Components => [];

    public void Add(string name, object component) => _components.Add((name, component));

    public IComponentPoint<T> Get<T>()
        where T : class => new TestPoint<T>(
            () => [.. _components.Where(entry => entry.Component is T).Select(entry => (entry.Name, (T)entry.Component))]);

    public void Replace(IReadOnlyList<ComponentEntry> entries) => throw new NotSupportedException();

    public IChangeToken GetChangeToken() => throw new NotSupportedException();
}
