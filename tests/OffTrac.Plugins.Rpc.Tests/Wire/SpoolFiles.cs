namespace OffTrac.Plugins.Rpc.Tests.Wire;

/// <summary>The temporary files that hold binaries; tests that count them run one after the other.</summary>
[CollectionDefinition(nameof(SpoolFiles), DisableParallelization = true)]
public sealed class SpoolFiles
{
    /// <summary>Those that this process has open. They have no name any more.</summary>
    internal static IReadOnlyList<string> Open() =>
    [
        .. Directory.EnumerateFiles("/proc/self/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Where(target => target.Contains("offtrac-rpc-", StringComparison.Ordinal)),
    ];
}
