using System.Reflection;

namespace OffTrac.Host.Hosting;

/// <summary>The version of this build of the host.</summary>
internal static class HostVersion
{
    /// <summary>Such as <c>0.1.0</c>, without the commit that a build may append.</summary>
    public static string Text { get; } =
        typeof(HostVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
