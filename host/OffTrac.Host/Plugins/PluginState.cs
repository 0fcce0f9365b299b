namespace OffTrac.Host.Plugins;

/// <summary>How it stands with a plugin in a folder.</summary>
internal enum PluginState
{
    /// <summary>Found and fit, but not asked for by this command.</summary>
    Found,

    Loaded,

    /// <summary>Not loaded; the reason says why.</summary>
    Refused,

    /// <summary>The folder holds something that can't be loaded; the version before it goes on.</summary>
    LoadedWithBadUpdate,
}
