namespace OffTrac.Host.Plugins;

/// <summary>The loaded plugins at one moment.</summary>
/// <param name="all">All of them, required ones first.</param>
internal sealed class PluginSnapshot(IReadOnlyList<PluginGeneration> all)
{
    public static PluginSnapshot Empty { get; } = new([]);

    /// <summary>All of them, required ones first.</summary>
    public IReadOnlyList<PluginGeneration> All { get; } = all;

    /// <summary>The plugins that serve an environment, or the host, required ones first: of two with one id the nearer one.</summary>
    /// <param name="environment">Directory of the environment; null for the host itself.</param>
    public IReadOnlyList<PluginGeneration> For(string? environment) =>
    [
        .. All
            .Where(plugin => plugin.Candidate.Folder.Serves(environment))
            .Where(plugin => !All.Any(other =>
                other.Metadata.Id == plugin.Metadata.Id
                && other.Candidate.Folder.Level < plugin.Candidate.Folder.Level
                && other.Candidate.Folder.Serves(environment))),
    ];
}
