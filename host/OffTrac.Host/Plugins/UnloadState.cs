namespace OffTrac.Host.Plugins;

/// <summary>How far an unload has come.</summary>
internal enum UnloadState
{
    /// <summary>Calls that were inside are running out.</summary>
    Draining,

    /// <summary>Given up by the host; the garbage collector has not finished.</summary>
    Unloading,

    /// <summary>The load context is gone from memory.</summary>
    Gone,

    /// <summary>Something holds it.</summary>
    Held,

    /// <summary>It was loaded for good and stays until the host ends.</summary>
    LeftBehind,
}
