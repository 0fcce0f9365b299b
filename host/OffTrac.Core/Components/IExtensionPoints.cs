using Microsoft.Extensions.Primitives;

namespace OffTrac.Core.Components;

/// <summary>
/// All extension points of one environment, or of the host. The points exist before the components do and stay the same objects
/// while components come and go.
/// </summary>
public interface IExtensionPoints
{
    /// <summary>The point for an interface; always the same object.</summary>
    IComponentPoint<T> Get<T>()
        where T : class;

    /// <summary>The running components in order.</summary>
    IReadOnlyList<ComponentDescription> Components { get; }

    /// <summary>Swaps all components at once; calls in flight end with those they began with.</summary>
    /// <param name="entries">The components in order.</param>
    void Replace(IReadOnlyList<ComponentEntry> entries);

    /// <summary>Fires once at the next <see cref="Replace"/>.</summary>
    IChangeToken GetChangeToken();
}
