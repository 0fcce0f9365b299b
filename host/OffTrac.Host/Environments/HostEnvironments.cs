using Microsoft.Extensions.Primitives;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Environments;

/// <summary>The environments that this host serves.</summary>
public sealed class HostEnvironments : IEnvironments
{
    private readonly IReadOnlyList<EnvironmentHost> _served;

    internal HostEnvironments(HostStartup startup)
        => _served = [.. startup.Environments
            .Select(directory => new EnvironmentHost(Path.GetFullPath(directory), startup))
            .OrderBy(environment => environment.Name, StringComparer.Ordinal)];

    public IReadOnlyList<EnvironmentHost> Served => _served;

    IReadOnlyList<IServedEnvironment> IEnvironments.Served => _served;

    public EnvironmentHost? Find(string name)
        => _served.FirstOrDefault(environment => string.Equals(environment.Name, name, StringComparison.Ordinal));

    IServedEnvironment? IEnvironments.Find(string name) => Find(name);

    /// <summary>Fires when the list has changed.</summary>
    public IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);
}
