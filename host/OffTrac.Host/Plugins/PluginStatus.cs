namespace OffTrac.Host.Plugins;

/// <summary>A plugin as lists and pages show it. Text and numbers only.</summary>
internal sealed record PluginStatus
{
    /// <summary>Name of its folder.</summary>
    public required string Name { get; init; }

    public required string Directory { get; init; }

    public required PluginFolder Folder { get; init; }

    public required PluginState State { get; init; }

    /// <summary>Why it is not loaded, or why its update isn't, in one line; null when all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>What it says of itself: the loaded version's when one is loaded; null when it could not be read.</summary>
    public PluginMetadata? Metadata { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Components whose class could not be loaded, with the reason.</summary>
    public IReadOnlyDictionary<string, string> BrokenComponents { get; init; } = new Dictionary<string, string>();
}
