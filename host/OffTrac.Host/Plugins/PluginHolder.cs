using Microsoft.Diagnostics.Runtime;

namespace OffTrac.Host.Plugins;

/// <summary>
/// Names what keeps an unloaded plugin in memory, from a snapshot of the own process. The process stands still while the snapshot
/// is taken, so this is for unloads that missed their limit only.
/// </summary>
internal static class PluginHolder
{
    /// <summary>Looks for the shortest path from a root to the plugin.</summary>
    /// <returns>One line: the path, or why there is none to show.</returns>
    public static string Find(UnloadWatch watch)
    {
        try
        {
            using var target = DataTarget.CreateSnapshotAndAttach(Environment.ProcessId);
            using var runtime = target.ClrVersions[0].CreateRuntime();
            return new HolderSearch(runtime, watch.Directories).Find() ?? "nothing in the heap holds it; its collection may be pending";
        }
        catch (Exception failed) when (failed is ClrDiagnosticsException or IOException or InvalidOperationException
            or UnauthorizedAccessException or PlatformNotSupportedException or ArgumentException
            or Microsoft.Diagnostics.NETCore.Client.DiagnosticsClientException)
        {
            return $"what holds it could not be found out: {LoadProblem.Describe(failed)}";
        }
    }
}
