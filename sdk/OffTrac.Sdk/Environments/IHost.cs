using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Environments;

/// <summary>Facts about this host process.</summary>
public interface IHost
{
    /// <summary><c>[host] instance</c>, or the machine's name: what people call this host.</summary>
    string Instance { get; }

    /// <summary>Instance and a random part per process: names this process among all that share a database.</summary>
    string Node { get; }

    /// <summary>Version of OffTrac, such as <c>0.1.0</c>.</summary>
    string Version { get; }

    /// <summary>When this process started.</summary>
    DateTimeOffset Started { get; }

    /// <summary>True under <c>serve</c>; false in the process of a command.</summary>
    bool IsServing { get; }

    /// <summary>
    /// Cancelled when the host begins to stop, or when the plugin that asks is replaced or removed: new work should be refused,
    /// work in progress ended.
    /// </summary>
    CancellationToken Stopping { get; }

    /// <summary>The host's own components, those of scope <see cref="ComponentScope.Host"/>, that implement <typeparamref name="T"/>.</summary>
    IExtensionPoint<T> ExtensionPoint<T>()
        where T : class;
}
