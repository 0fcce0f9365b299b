using System.Diagnostics;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>Debian's libfaketime: a process whose clock is wrong.</summary>
internal static class FakeTime
{
    public const string NotInstalled = "faketime is not installed (apt install faketime).";

    public static bool IsInstalled => Library is not null;

    private static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }).FirstOrDefault()
        : null;

    /// <summary>Makes a process see a wall clock that is off, such as by <c>+60s</c>; its monotonic clock stays right.</summary>
    public static void Set(ProcessStartInfo start, string offset)
    {
        start.Environment["LD_PRELOAD"] = Library ?? throw new InvalidOperationException(NotInstalled);
        start.Environment["FAKETIME"] = offset;
        start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
    }
}
