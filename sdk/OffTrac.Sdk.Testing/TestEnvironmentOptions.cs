namespace OffTrac.Sdk.Testing;

/// <summary>What a throw-away environment is to be.</summary>
public sealed record TestEnvironmentOptions
{
    /// <summary>
    /// Plugins to load: names of plugin projects that the test project builds (a <c>ProjectReference</c> with
    /// <c>OutputItemType="OffTracPlugin"</c>), or directories that hold a built plugin.
    /// </summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>
    /// Directory of an environment, such as a recorded one of Trac, to serve a copy of; null for a new environment. The copy keeps its
    /// ini and database, so <see cref="Database"/> is not used.
    /// </summary>
    public string? CopyOf { get; init; }

    /// <summary>Content of <c>conf/offtrac.ini</c>, such as the rules that enable the plugin's components.</summary>
    public string Ini { get; init; } = "";

    /// <summary><c>[trac] database</c>; the default is SQLite in the environment.</summary>
    public string Database { get; init; } = "sqlite:db/trac.db";

    /// <summary>True to answer requests at <see cref="TestEnvironment.Http"/> too.</summary>
    public bool ServesHttp { get; init; }

    /// <summary>Password file (htpasswd) of those who may log in; null for none.</summary>
    public string? Htpasswd { get; init; }

    /// <summary>True to serve as <c>serve --read-only</c> does: every write is refused.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Time for the host and all components; the default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
