using System.Diagnostics.CodeAnalysis;

namespace OffTrac.Host.Plugins;

/// <summary>What became of an attempt to load a plugin: a generation, or one line that says why not.</summary>
internal sealed record PluginLoad
{
    public PluginGeneration? Generation { get; init; }

    public string? Problem { get; init; }

    /// <summary>Whether the problem passes by itself, so that it is worth trying again soon.</summary>
    public bool IsPassing { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    [MemberNotNullWhen(true, nameof(Generation))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsLoaded => Generation is not null;
}
