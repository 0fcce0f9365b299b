using OffTrac.Core.Components;

namespace OffTrac.Host.Plugins;

/// <summary>A component as a plugin's metadata announces it.</summary>
internal sealed record PluginComponent
{
    /// <summary>Full name of the class, nested ones joined by <c>+</c>.</summary>
    public required string TypeName { get; init; }

    public required ComponentDescription Description { get; init; }
}
