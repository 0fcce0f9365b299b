namespace OffTrac.Host.Plugins;

/// <summary>Something that lies where plugins lie: a plugin, or why it is none.</summary>
internal sealed record PluginCandidate
{
    /// <summary>Name of its folder, which is the name of its main assembly.</summary>
    public required string Name { get; init; }

    /// <summary>Its folder.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder of plugins that it lies in.</summary>
    public required PluginFolder Folder { get; init; }

    /// <summary>Changes with every write to its files.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Names and bytes of its files; empty when they could not be read.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Null when it could not be read.</summary>
    public PluginMetadata? Metadata { get; init; }

    /// <summary>Why it is not loaded, in one line; null when nothing speaks against it.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether the refusal may pass without the files changing: they were locked or could not be read.</summary>
    public bool IsPassing { get; init; }

    public string MainAssembly => System.IO.Path.Combine(Directory, Name + ".dll");
}
