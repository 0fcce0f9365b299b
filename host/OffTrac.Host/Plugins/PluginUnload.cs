namespace OffTrac.Host.Plugins;

/// <summary>What became of a generation that was replaced or removed. Text and numbers only.</summary>
internal sealed record PluginUnload
{
    public required string Plugin { get; init; }

    public required string Version { get; init; }

    /// <summary>When it was retired, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    public UnloadState State { get; init; }

    /// <summary>What is waited for, or what holds it; empty when it is gone.</summary>
    public string Detail { get; init; } = "";
}
