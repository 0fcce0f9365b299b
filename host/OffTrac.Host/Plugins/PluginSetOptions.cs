namespace OffTrac.Host.Plugins;

/// <summary>How a host treats plugins.</summary>
internal sealed record PluginSetOptions
{
    /// <summary>False to load for good: faster, but what is replaced stays in memory until the host ends.</summary>
    public bool IsUnloadable { get; init; } = true;

    /// <summary>Whether changes of the folders are noticed.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>First words of commands whose plugins are loaded; empty loads none, null all.</summary>
    public IReadOnlyList<string>? CommandWords { get; init; }

    /// <summary>How long calls inside a plugin that goes may take to return.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an unloaded plugin may take to disappear from memory before what holds it is looked for.</summary>
    public TimeSpan UnloadLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a folder must not change before it is looked at.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often folders are looked through, whether or not the system tells of changes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Folder for the copies that are loaded; null for the system's folder of temporary files.</summary>
    public string? CopiesDirectory { get; init; }
}
