using System.Runtime.InteropServices;
using System.Text;

namespace OffTrac.Core.Environments;

/// <summary>Whether this process may write a file or directory, found out without opening or touching it.</summary>
internal static class WriteAccess
{
    private const int WriteOk = 2;

    public static bool Has(string path) => OperatingSystem.IsWindows()
        ? !File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
        : Access(Encoding.UTF8.GetBytes(path + "\0"), WriteOk) == 0;

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);
}
