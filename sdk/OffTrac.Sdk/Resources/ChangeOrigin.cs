namespace OffTrac.Sdk.Resources;

/// <summary>Through what a change came.</summary>
public enum ChangeOrigin
{
    /// <summary>Code of a plugin, or nobody said.</summary>
    Plugin,

    /// <summary>A web page.</summary>
    Web,

    /// <summary>A remote procedure call.</summary>
    Rpc,

    /// <summary>The command line.</summary>
    Command,

    /// <summary>A mail that came in.</summary>
    Mail,

    /// <summary>Synchronisation with another tracker.</summary>
    Sync,

    /// <summary>Another program on the same database, such as Trac; noticed by <c>[offtrac] watch_database</c>.</summary>
    Elsewhere,
}
