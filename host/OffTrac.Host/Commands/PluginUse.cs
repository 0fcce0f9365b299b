namespace OffTrac.Host.Commands;

/// <summary>Which plugins a command loads.</summary>
internal enum PluginUse
{
    /// <summary>None: it only looks at what Core knows.</summary>
    None,

    /// <summary>All: what it does may concern any component, such as a listener.</summary>
    All,
}
