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
    private const int WindowsFileExists = 80;

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

        return TryCopy(existing, path);
    }

    /// <summary>File systems without links get a copy, and what else is wrong gets .NET's own exception.</summary>
    private static bool TryCopy(string existing, string path)
    {
        try
        {
            File.Copy(existing, path, overwrite: false);
            return true;
        }
        catch (IOException failure) when ((failure.HResult & 0xffff) is FileExists or WindowsFileExists)
        {
            return false;
        }
        catch (IOException failure) when (failure is not (FileNotFoundException or DirectoryNotFoundException))
        {
            // Half a copy, as on a full disk.
            File.Delete(path);
            throw;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] existing, byte[] path);
}
