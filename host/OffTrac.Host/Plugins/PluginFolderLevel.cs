namespace OffTrac.Host.Plugins;

/// <summary>Where a folder of plugins comes from; a lower one hides the same plugin id of a higher one.</summary>
internal enum PluginFolderLevel
{
    /// <summary>The environment's own <c>plugins/</c>.</summary>
    Environment,

    /// <summary><c>[inherit] plugins_dir</c>.</summary>
    Inherited,

    /// <summary>The host's <c>plugins/</c> and the folders that <c>[host]</c> names.</summary>
    Host,
}
