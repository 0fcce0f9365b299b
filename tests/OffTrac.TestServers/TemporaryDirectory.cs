namespace OffTrac.TestServers;

/// <summary>A directory below the system's temporary one that goes when the test ends.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private readonly string _root;

    public TemporaryDirectory(string name = "directory")
    {
        _root = Directory.CreateTempSubdirectory("offtrac-test-").FullName;
        Path = System.IO.Path.Combine(_root, name);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }
}
