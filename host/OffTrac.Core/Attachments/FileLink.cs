using System.Runtime.InteropServices;
using System.Text;

namespace OffTrac.Core.Attachments;

/// <summary>
/// A second name for a file: made in one step, only where no file is, and without touching the first, so that at every moment one
/// of the two names leads to the whole content.
/// </summary>
internal static class FileLink
{
    private const int FileExists = 17;

    /// <summary>False when there is a file of the new name already.</summary>
    /// <exception cref="IOException">There is no such file or folder, or no room.</exception>
    public static bool TryCreate(string existing, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Encoding.UTF8.GetBytes(existing + "\0"), Encoding.UTF8.GetBytes(path + "\0")) == 0)
                return true;
            if (Marshal.GetLastPInvokeError() == FileExists)
                return false;
        }

        // File systems without links get a copy, and what else is wrong gets .NET's own exception.
        try
        {
            File.Copy(existing, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] path);
}
