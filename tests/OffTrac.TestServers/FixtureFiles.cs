namespace OffTrac.TestServers;

/// <summary>The recorded environments and files in <c>tests/Fixtures</c>.</summary>
public static class FixtureFiles
{
    /// <summary>Root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Full path of a fixture, which must not be changed.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Repository, "tests", "Fixtures", .. parts]);

    /// <summary>A copy of a recorded environment that a test may change; it is deleted with the returned object.</summary>
    /// <param name="name">Such as <c>trac-1.6-sqlite</c>; also the name of the copy.</param>
    public static TemporaryDirectory CopyEnvironment(string name)
    {
        var copy = new TemporaryDirectory(name);
        Copy(PathOf(name), copy.Path);
        return copy;
    }

    /// <summary>Copies a directory with everything in it.</summary>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(source))
        {
            Copy(directory, Path.Combine(target, Path.GetFileName(directory)));
        }
    }

    private static string FindRepository()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "OffTrac.Platform.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No OffTrac.Platform.sln above {AppContext.BaseDirectory}.");
    }
}
