using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace OffTrac.Host.Plugins;

/// <summary>The files of a plugin's folder as one thing that changes or doesn't. Names beginning with a dot and linked folders are left out.</summary>
internal static class PluginFiles
{
    private static readonly EnumerationOptions s_all = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
    };

    /// <summary>Paths below the folder, in ordinal order.</summary>
    public static IReadOnlyList<string> List(string folder)
    {
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), s_all)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsHidden(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !IsHidden(ref entry) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        var relative = files.Select(file => Path.GetRelativePath(folder, file)).ToList();
        relative.Sort(StringComparer.Ordinal);
        return relative;
    }

    /// <summary>Plugin folders in a folder of plugins, in ordinal order.</summary>
    public static IReadOnlyList<string> Directories(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Where(IsVisible).Order(StringComparer.Ordinal)] : [];

    /// <summary>Assemblies that lie where only folders should.</summary>
    public static IReadOnlyList<string> LooseAssemblies(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.dll").Where(IsVisible).Order(StringComparer.Ordinal)] : [];

    /// <summary>Names, lengths and times of everything in folders of plugins: cheap, changes with every write.</summary>
    /// <returns>By path of the plugin's folder, or of the loose assembly.</returns>
    public static Dictionary<string, string> Fingerprints(IReadOnlyList<PluginFolder> folders)
    {
        var fingerprints = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var directory in Directories(folder.Path))
            {
                fingerprints[directory] = TryFingerprint(directory);
            }

            foreach (var file in LooseAssemblies(folder.Path))
            {
                fingerprints[file] = "loose";
            }
        }

        return fingerprints;
    }

    private static string TryFingerprint(string folder)
    {
        try
        {
            return Fingerprint(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Vanished while being looked at, or not ours to read: whoever reads it on finds out.
            return "unreadable";
        }
    }

    private static string Fingerprint(string folder)
    {
        var text = new StringBuilder();
        foreach (var file in List(folder))
        {
            var info = new FileInfo(Path.Combine(folder, file));
            text.Append(CultureInfo.InvariantCulture, $"{file}\0{(info.Exists ? info.Length : -1)}\0{info.LastWriteTimeUtc.Ticks}\0");
        }

        return Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Names and bytes of the files.</summary>
    public static string ContentHash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        foreach (var file in List(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            using var stream = File.OpenRead(Path.Combine(folder, file));
            long length = 0;
            for (int read; (read = stream.Read(buffer)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
            }

            hash.AppendData(BitConverter.GetBytes(length));
        }

        return Hex(hash.GetHashAndReset());
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 16));

    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');

    private static bool IsHidden(ref FileSystemEntry entry) => entry.FileName is ['.', ..];
}
