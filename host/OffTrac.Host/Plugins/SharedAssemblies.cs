using System.Collections.Frozen;
using System.Reflection;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Plugins;

/// <summary>Which assemblies a plugin has in common with the host: the SDK and the framework types that its surface is made of.</summary>
internal static class SharedAssemblies
{
    public const string Sdk = "OffTrac.Sdk";

    /// <summary>The host's own assemblies, which no plugin may use.</summary>
    private static readonly FrozenSet<string> s_private = new[] { "OffTrac.Core", "offtrac" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_ownCopyAllowed =
        ["Microsoft.CSharp", "System.ComponentModel.TypeConverter", "System.Linq.Expressions", "System.Text.Json"];

    private static readonly FrozenDictionary<string, string> s_framework = FindFramework();

    private static readonly FrozenSet<string> s_unified = FindUnified();

    public static Assembly SdkAssembly => typeof(ComponentAttribute).Assembly;

    /// <summary>Whether the shared framework holds an assembly of this name.</summary>
    public static bool IsFramework(string assembly) => s_framework.ContainsKey(assembly);

    /// <summary>Whether plugins must use the host's copy even when they ship one, because the SDK's types are made of it.</summary>
    public static bool IsUnified(string assembly) =>
        s_unified.Contains(assembly)
        || (assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.OrdinalIgnoreCase) && IsFramework(assembly));

    /// <summary>Path of the shared framework's copy.</summary>
    public static string FrameworkPath(string assembly) => s_framework[assembly];

    public static bool IsHostPrivate(string assembly) => s_private.Contains(assembly);

    private static FrozenDictionary<string, string> FindFramework()
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var directories = new[] { typeof(object).Assembly, typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly }
            .Select(static assembly => Path.GetDirectoryName(assembly.Location)!)
            .Distinct(StringComparer.Ordinal);
        foreach (var directory in directories)
        {
            foreach (var file in Directory.EnumerateFiles(directory, "*.dll"))
            {
                found.TryAdd(Path.GetFileNameWithoutExtension(file), file);
            }
        }

        return found.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // What the SDK refers to, what that is made of, and the assemblies of the services that components ask for. Not so the
    // assemblies that remember types for ever: their types are not in the SDK's surface, and a plugin that ships a copy of
    // its own takes those memories along when it goes.
    private static FrozenSet<string> FindUnified()
    {
        var unified = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "System.Private.CoreLib", "mscorlib", "netstandard", "System",
            "Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
        };
        foreach (var direct in SdkAssembly.GetReferencedAssemblies())
        {
            unified.Add(direct.Name!);
            foreach (var indirect in Assembly.Load(direct).GetReferencedAssemblies())
            {
                unified.Add(indirect.Name!);
            }
        }

        unified.ExceptWith(s_ownCopyAllowed);
        return unified.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
