namespace OffTrac.EndToEnd.Tests.Conventions;

/// <summary>The repository that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Folder of the built host, with its plugins below.</summary>
    public static string HostOutput { get; } = OutputOf("OffTrac.Host");

    public static string OutputOf(string project) =>
        Path.Combine(Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>Source files below one of the top-level folders, without what the build makes.</summary>
    public static IEnumerable<string> Sources(params ReadOnlySpan<string> folders)
    {
        var files = new List<string>();
        foreach (var folder in folders)
            files.AddRange(Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories));
        return files.Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
    }

    public static string Relative(string file) => Path.GetRelativePath(Root, file);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OffTrac.Platform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return folder.FullName;
    }
}
