using OffTrac.Core.Components;
using OffTrac.Host.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Environments;

/// <summary>An environment that this host serves: open, or with the reason why not.</summary>
public sealed class EnvironmentHost : IServedEnvironment
{
    internal EnvironmentHost(string directory, HostStartup startup)
    {
        Directory = directory;
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
        Points = new ExtensionPoints(startup.Time, startup.Loggers.CreateLogger("OffTrac.Components"));
    }

    public string Name { get; }

    public string Directory { get; }

    public string? Problem => "not open";

    /// <summary>The environment's extension points; the same object for as long as the environment is served.</summary>
    public IExtensionPoints Points { get; }

    /// <summary>Every component of the environment, enabled or with the reason why not.</summary>
    public IReadOnlyList<ComponentStatus> Components => [];

    public IEnvironment Environment => Get<IEnvironment>();

    public IDatabase Database => Get<IDatabase>();

    public IPermissions Permissions => Get<IPermissions>();

    /// <summary>A service of the SDK or of Core that belongs to this environment.</summary>
    /// <exception cref="TracException">The environment is not open.</exception>
    public T Get<T>()
        where T : class
        => throw new TracException($"{Name}: {Problem}");

    public bool IsEnabled(string component)
        => Points.Components.Any(running => string.Equals(running.Name, component, StringComparison.OrdinalIgnoreCase));

    public IExtensionPoint<T> ExtensionPoint<T>()
        where T : class
        => Points.Get<T>();
}
