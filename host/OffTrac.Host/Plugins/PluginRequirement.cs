namespace OffTrac.Host.Plugins;

/// <summary>Another plugin that a plugin can't do without.</summary>
internal sealed record PluginRequirement(string Id, VersionInterval Versions)
{
    public override string ToString() => $"{Id} {Versions}";
}
