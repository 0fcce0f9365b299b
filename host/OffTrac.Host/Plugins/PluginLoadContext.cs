using System.Reflection;
using System.Runtime.Loader;

namespace OffTrac.Host.Plugins;

/// <summary>
/// Where one generation of a plugin lives. The SDK, what its surface is made of and the contracts of required plugins come from
/// outside; everything else is the plugin's own, whatever versions the host or another plugin has.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly string _directory;
    private readonly IReadOnlyList<ContractContext> _contracts;

    /// <summary>Makes the context.</summary>
    /// <param name="plugin">Whose it is.</param>
    /// <param name="mainAssembly">Path of the main assembly; its folder is where dependencies are looked for.</param>
    /// <param name="contracts">Exported assemblies that it shares.</param>
    /// <param name="isCollectible">Whether it can be unloaded.</param>
    public PluginLoadContext(
        PluginMetadata plugin, string mainAssembly, IReadOnlyList<ContractContext> contracts, bool isCollectible)
        : base(plugin.ToString(), isCollectible)
    {
        PluginId = plugin.Id;
        PluginVersion = plugin.Version.ToString();
        _resolver = new AssemblyDependencyResolver(mainAssembly);
        _directory = Path.GetDirectoryName(mainAssembly)!;
        _contracts = contracts;
    }

    public string PluginId { get; }

    public string PluginVersion { get; }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (string.Equals(name, SharedAssemblies.Sdk, StringComparison.OrdinalIgnoreCase))
        {
            return SharedAssemblies.SdkAssembly;
        }

        if (_contracts.FirstOrDefault(contracts => contracts.Exports(name)) is { } contract)
        {
            return contract.Get(assemblyName);
        }

        if (SharedAssemblies.IsHostPrivate(name) || SharedAssemblies.IsUnified(name))
        {
            // By simple name: a plugin built against a newer framework gets the host's, as preflight has checked.
            return SharedAssemblies.IsUnified(name) ? Default.LoadFromAssemblyName(new AssemblyName(name)) : null;
        }

        var path = _resolver.ResolveAssemblyToPath(assemblyName) ?? Beside(assemblyName);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName);
        return path is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(path);
    }

    // What the .deps.json doesn't list but the author put there, such as a private copy of a framework assembly.
    private string? Beside(AssemblyName name)
    {
        var path = Path.Combine(_directory, name.CultureName ?? "", name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
