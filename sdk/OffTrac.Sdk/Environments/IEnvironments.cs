namespace OffTrac.Sdk.Environments;

/// <summary>The environments that this host serves, for components of scope <see cref="Components.ComponentScope.Host"/>.</summary>
public interface IEnvironments
{
    /// <summary>All that are configured, in the order of their names, with those that could not be opened.</summary>
    IReadOnlyList<IServedEnvironment> Served { get; }

    /// <summary>The environment of this name, or null.</summary>
    /// <param name="name">Name, compared with case.</param>
    IServedEnvironment? Find(string name);
}
