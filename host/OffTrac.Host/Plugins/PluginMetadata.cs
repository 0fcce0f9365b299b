namespace OffTrac.Host.Plugins;

/// <summary>What a plugin says of itself, read without running any of it.</summary>
internal sealed record PluginMetadata
{
    public required string Id { get; init; }

    public required PluginVersion Version { get; init; }

    public string? Description { get; init; }

    /// <summary>Version of OffTrac.Sdk that it was built against.</summary>
    public required Version SdkVersion { get; init; }

    public IReadOnlyList<PluginRequirement> Requires { get; init; } = [];

    /// <summary>Simple names of the contract assemblies that it shares.</summary>
    public IReadOnlyList<string> Exports { get; init; } = [];

    /// <summary>First words of its commands.</summary>
    public IReadOnlyList<string> CommandWords { get; init; } = [];

    /// <summary>Those of <see cref="CommandWords"/> whose commands need all plugins loaded.</summary>
    public IReadOnlyList<string> WordsForAllPlugins { get; init; } = [];

    /// <summary>Its components by name, ordinal.</summary>
    public IReadOnlyList<PluginComponent> Components { get; init; } = [];

    public override string ToString() => $"{Id} {Version}";
}
