using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Environments;

/// <summary>An environment as the host sees it: perhaps not open, perhaps about to be replaced. Don't keep it beyond a call.</summary>
public interface IServedEnvironment
{
    /// <summary>Name, also while it is not open.</summary>
    string Name { get; }

    /// <summary>Why it can't be served, in one line; null when it is open.</summary>
    string? Problem { get; }

    /// <summary>The environment.</summary>
    /// <exception cref="TracException">It is not open; the message is <see cref="Problem"/>.</exception>
    IEnvironment Environment { get; }

    /// <summary>Its database.</summary>
    /// <exception cref="TracException">It is not open.</exception>
    IDatabase Database { get; }

    /// <summary>Its permissions.</summary>
    /// <exception cref="TracException">It is not open.</exception>
    IPermissions Permissions { get; }

    /// <summary>Whether a component is enabled and running there; false when the environment is not open.</summary>
    /// <param name="component">Full name, compared without case.</param>
    bool IsEnabled(string component);

    /// <summary>The environment's components that implement <typeparamref name="T"/>.</summary>
    /// <exception cref="TracException">It is not open.</exception>
    IExtensionPoint<T> ExtensionPoint<T>()
        where T : class;
}
