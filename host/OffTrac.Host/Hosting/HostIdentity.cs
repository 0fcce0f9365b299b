using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Hosting;

/// <summary>Facts about this host process.</summary>
public sealed class HostIdentity(
    string instance, bool isServing, DateTimeOffset started, IExtensionPoints points, CancellationToken stopping) : IHost
{
    public string Instance { get; } = instance;

    public string Node { get; } = $"{instance}-{Guid.NewGuid():N}"[..(instance.Length + 9)];

    public string Version { get; } = HostVersion.Text;

    public DateTimeOffset Started { get; } = started;

    public bool IsServing { get; } = isServing;

    public CancellationToken Stopping { get; } = stopping;

    public IExtensionPoint<T> ExtensionPoint<T>()
        where T : class => points.Get<T>();
}
