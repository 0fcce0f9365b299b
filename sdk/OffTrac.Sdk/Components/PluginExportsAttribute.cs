namespace OffTrac.Sdk.Components;

/// <summary>
/// Shares an assembly of this plugin with the plugins that require it: it is loaded once, from this plugin's folder, and
/// its types are the same for all. Export contracts (interfaces and records), never implementations.
/// </summary>
/// <param name="assembly">Simple name of the assembly, without <c>.dll</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PluginExportsAttribute(string assembly) : Attribute
{
    /// <summary>Simple name of the assembly; never null.</summary>
    public string Assembly { get; } = assembly;
}
