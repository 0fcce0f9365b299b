using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using Autofac.Core;

namespace OffTrac.Host.Plugins;

/// <summary>Makes the framework and Autofac forget the types that they remember, because such a memory keeps a load context alive.</summary>
internal static class TypeCaches
{
    public static void Clear(AssemblyLoadContext context)
    {
        ReflectionCacheSet.Shared.Clear((_, assemblies) =>
            assemblies.Any(assembly => ReferenceEquals(AssemblyLoadContext.GetLoadContext(assembly), context)));

        // The protocol of hot reload, which works without hot reload: framework assemblies name the classes whose ClearCache
        // forgets. Other plugins' assemblies are not asked; their caches are theirs.
        foreach (var assembly in AssemblyLoadContext.Default.Assemblies)
        {
            foreach (var handler in assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
            {
                ClearCache(handler.HandlerType);
            }
        }
    }

    private static void ClearCache(Type handler)
    {
        var method = handler.GetMethod(
            "ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]);
        try
        {
            method?.Invoke(null, [null]);
        }
        catch (TargetInvocationException)
        {
            // A cache that can't be cleared may keep the plugin in memory; the unload's verification then names it.
        }
    }
}
