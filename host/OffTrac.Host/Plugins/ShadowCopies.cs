using System.Globalization;

namespace OffTrac.Host.Plugins;

/// <summary>
/// Copies of plugin folders that assemblies are loaded from, so that the originals can be overwritten at any time: on Linux,
/// writing into a mapped file kills the process that maps it. The copies go with the process; what a killed process left
/// behind is removed by the next one.
/// </summary>
internal sealed class ShadowCopies : IDisposable
{
    private const string Prefix = "offtrac-plugins-";
    private const string LockFile = ".lock";

    private readonly Lazy<Root> _root;
    private int _number;

    /// <summary>Makes the copies' home; nothing is written before the first copy.</summary>
    /// <param name="parent">Folder to lie in; null for the system's folder of temporary files.</param>
    public ShadowCopies(string? parent = null)
    {
        var directory = parent ?? Path.GetTempPath();
        _root = new Lazy<Root>(() => new Root(directory));
    }

    /// <summary>Copies a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="contentHash">What its content must be.</param>
    /// <returns>The copy, or null when the folder has another content by now.</returns>
    public string? Copy(string folder, string contentHash)
    {
        var number = Interlocked.Increment(ref _number);
        var copy = Path.Combine(
            _root.Value.Directory, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder)}-{contentHash[..8]}-{number}"));
        try
        {
            foreach (var file in PluginFiles.List(folder))
            {
                var target = Path.Combine(copy, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(folder, file), target);
            }

            if (Directory.Exists(copy) && PluginFiles.ContentHash(copy) == contentHash)
            {
                return copy;
            }
        }
        catch (FileNotFoundException)
        {
            // Removed while being copied: not the content that was asked for.
        }
        catch (DirectoryNotFoundException)
        {
        }

        Delete(copy);
        return null;
    }

    /// <summary>Copies single files into a folder of their own.</summary>
    public string CopyFiles(string name, IEnumerable<string> files)
    {
        var number = Interlocked.Increment(ref _number);
        var copy = Path.Combine(_root.Value.Directory, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
        Directory.CreateDirectory(copy);
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>Removes a copy. One that can't be removed now goes with the process or the next one.</summary>
    public static void Delete(string copy)
    {
        try
        {
            Directory.Delete(copy, recursive: true);
        }
        catch (Exception notNow) when (notNow is IOException or UnauthorizedAccessException)
        {
            // On Windows a mapped file can't be deleted; the next start removes it.
        }
    }

    public void Dispose()
    {
        if (_root.IsValueCreated)
        {
            _root.Value.Dispose();
        }
    }

    // The lock file is held open for as long as the process lives; who can open it alone knows that its owner is dead.
    private sealed class Root : IDisposable
    {
        private readonly FileStream _lock;

        public Root(string parent)
        {
            System.IO.Directory.CreateDirectory(parent);
            RemoveStale(parent);
            Directory = Path.Combine(parent, Prefix + Path.GetRandomFileName());
            if (OperatingSystem.IsWindows())
            {
                System.IO.Directory.CreateDirectory(Directory);
            }
            else
            {
                System.IO.Directory.CreateDirectory(
                    Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            _lock = OpenAlone(Path.Combine(Directory, LockFile), FileMode.CreateNew);
        }

        public string Directory { get; }

        public void Dispose()
        {
            Delete(Directory);
            _lock.Dispose();
        }

        private static void RemoveStale(string parent)
        {
            foreach (var directory in System.IO.Directory.EnumerateDirectories(parent, Prefix + "*"))
            {
                try
                {
                    if (new DirectoryInfo(directory).LinkTarget is null && File.Exists(Path.Combine(directory, LockFile)))
                    {
                        using var held = OpenAlone(Path.Combine(directory, LockFile), FileMode.Open);
                        Delete(directory);
                    }
                }
                catch (Exception alive) when (alive is IOException or UnauthorizedAccessException)
                {
                    // Its owner lives, or it belongs to somebody else.
                }
            }
        }

        private static FileStream OpenAlone(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);
    }
}
