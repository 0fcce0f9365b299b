using System.Reflection;
using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>Finds the extension point for an interface that is known only when a container asks for it.</summary>
internal static class ExtensionPointBridge
{
    private static readonly MethodInfo s_get = typeof(IExtensionPoints).GetMethod(nameof(IExtensionPoints.Get))!;

    public static object Get(IExtensionPoints points, Type contract)
        => s_get.MakeGenericMethod(contract).Invoke(points, BindingFlags.DoNotWrapExceptions, null, null, null)!;
}
