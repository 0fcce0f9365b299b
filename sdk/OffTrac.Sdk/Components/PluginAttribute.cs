namespace OffTrac.Sdk.Components;

/// <summary>Makes an assembly a plugin. Read from metadata, before any code of the plugin runs.</summary>
/// <param name="id">
/// Identity of the plugin: lower-case letters, digits, <c>.</c> and <c>-</c>. Its version is the assembly's version.
/// </param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginAttribute(string id) : Attribute
{
    /// <summary>Identity of the plugin; never null.</summary>
    public string Id { get; } = id;

    /// <summary>One sentence for the list of plugins, or null.</summary>
    public string? Description { get; init; }
}
