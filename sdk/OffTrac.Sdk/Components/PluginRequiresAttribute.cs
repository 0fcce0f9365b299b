namespace OffTrac.Sdk.Components;

/// <summary>Says that a plugin needs another plugin. It is loaded after it, and not at all when that one is missing.</summary>
/// <param name="id">Identity of the other plugin.</param>
/// <param name="versions">
/// Versions that will do, as an interval: <c>[1.0,2.0)</c>, <c>[1.5,]</c>; a bare <c>1.0</c> means that or any later one.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PluginRequiresAttribute(string id, string versions) : Attribute
{
    /// <summary>Identity of the other plugin; never null.</summary>
    public string Id { get; } = id;

    /// <summary>Interval of versions; never null.</summary>
    public string Versions { get; } = versions;
}
