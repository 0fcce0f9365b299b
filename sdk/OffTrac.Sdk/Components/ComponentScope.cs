namespace OffTrac.Sdk.Components;

/// <summary>What one instance of a component serves.</summary>
public enum ComponentScope
{
    /// <summary>One instance per environment; it may ask for everything that belongs to an environment.</summary>
    Environment,

    /// <summary>
    /// One instance per host process: routes at the root such as <c>/ping</c>, commands that need no environment. It asks
    /// for <see cref="Environments.IEnvironments"/> to reach the environments.
    /// </summary>
    Host,
}
