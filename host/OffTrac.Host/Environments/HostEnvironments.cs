using Microsoft.Extensions.Primitives;
using OffTrac.Core.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Environments;

/// <summary>The environments that this host serves.</summary>
public sealed class HostEnvironments : IEnvironments, IAsyncDisposable
{
    // Addresses at the root that belong to the host.
    private static readonly string[] s_reserved = ["ping", "health", "metrics"];

    private readonly ChangeSignal _changed = new();
    private IReadOnlyList<EnvironmentHost> _served = [];

    internal HostEnvironments()
    {
    }

    /// <summary>All environments in the order of their names, with those that could not be opened.</summary>
    public IReadOnlyList<EnvironmentHost> Served => Volatile.Read(ref _served);

    IReadOnlyList<IServedEnvironment> IEnvironments.Served => Served;

    public EnvironmentHost? Find(string name)
    {
        foreach (var environment in Served)
        {
            if (string.Equals(environment.Name, name, StringComparison.Ordinal))
            {
                return environment;
            }
        }

        return null;
    }

    IServedEnvironment? IEnvironments.Find(string name) => Find(name);

    /// <summary>Fires when the list has changed.</summary>
    public IChangeToken GetChangeToken() => _changed.Token;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Served.Select(environment => environment.DisposeAsync().AsTask())).ConfigureAwait(false);
        Volatile.Write(ref _served, []);
    }

    /// <summary>Takes the environments in these directories.</summary>
    /// <exception cref="TracException">Two have one name, or a name is one that the host needs.</exception>
    internal void Serve(IReadOnlyList<string> directories, HostContext host)
    {
        var environments = directories
            .Select(directory => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))
            .Distinct(StringComparer.Ordinal)
            .Select(directory => new EnvironmentHost(directory, host))
            .OrderBy(environment => environment.Name, StringComparer.Ordinal)
            .ToArray();
        foreach (var environment in environments)
        {
            if (s_reserved.Contains(environment.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw new TracException(
                    $"{environment.Directory} can't be served: an environment must not be called {environment.Name}, because /{environment.Name} belongs to the host.");
            }
        }

        foreach (var (first, second) in environments.Zip(environments.Skip(1)))
        {
            if (string.Equals(first.Name, second.Name, StringComparison.Ordinal))
            {
                throw new TracException($"{first.Directory} and {second.Directory} can't both be served: two environments of one name.");
            }
        }

        foreach (var environment in environments)
        {
            environment.ReadConfiguration();
        }

        Volatile.Write(ref _served, environments);
        _changed.Fire();
    }
}
