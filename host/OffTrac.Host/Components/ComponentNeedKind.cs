namespace OffTrac.Host.Components;

/// <summary>What a constructor may ask for.</summary>
internal enum ComponentNeedKind
{
    /// <summary>A service that the host offers, if it offers this one.</summary>
    Service,

    /// <summary>Another component of the same plugin.</summary>
    Component,

    ExtensionPoint,

    Logger,

    Options,
}
