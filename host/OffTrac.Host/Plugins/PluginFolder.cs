namespace OffTrac.Host.Plugins;

/// <summary>A folder that holds plugins, each in <c>&lt;Name&gt;/&lt;Name&gt;.dll</c>.</summary>
internal sealed record PluginFolder
{
    public required string Path { get; init; }

    public PluginFolderLevel Level { get; init; } = PluginFolderLevel.Host;

    /// <summary>Directories of the environments that it serves; meaningless for <see cref="PluginFolderLevel.Host"/>, which serves all and the host.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Whether the plugins in it serve an environment; null asks for the host itself.</summary>
    public bool Serves(string? environment) =>
        Level == PluginFolderLevel.Host || (environment is not null && Environments.Contains(environment, StringComparer.Ordinal));
}
