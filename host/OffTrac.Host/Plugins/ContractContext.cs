using System.Reflection;
using System.Runtime.Loader;

namespace OffTrac.Host.Plugins;

/// <summary>
/// Holds the contract assemblies that one plugin exports. Exporter and consumers share it, so that their types are the same; it
/// goes when the last of them has gone, which may be long after the exporter.
/// </summary>
internal sealed class ContractContext : AssemblyLoadContext
{
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyList<ContractContext> _others;
    private readonly string _directory;
    private int _users = 1;

    /// <summary>Makes the context with its maker as first user.</summary>
    /// <param name="exporter">Identity of the plugin.</param>
    /// <param name="contentHash">Of the exported files.</param>
    /// <param name="directory">Folder of their own that holds them; removed with the context.</param>
    /// <param name="others">Contracts that these are made of.</param>
    /// <param name="isCollectible">Whether it can be unloaded.</param>
    public ContractContext(
        string exporter, string contentHash, string directory, IReadOnlyList<ContractContext> others, bool isCollectible)
        : base($"contracts of {exporter}", isCollectible)
    {
        Exporter = exporter;
        ContentHash = contentHash;
        _directory = directory;
        _others = others;
        foreach (var file in Directory.EnumerateFiles(directory, "*.dll"))
        {
            _files.Add(Path.GetFileNameWithoutExtension(file), file);
        }

        foreach (var other in others)
        {
            other.AddUser();
        }
    }

    public string Exporter { get; }

    public string ContentHash { get; }

    /// <summary>Paths of the exported assemblies by simple name.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Whether it was made with just these contracts of others.</summary>
    public bool IsMadeOf(IReadOnlyList<ContractContext> others) => _others.SequenceEqual(others);

    public bool Exports(string assembly) => _files.ContainsKey(assembly);

    /// <summary>The exported assembly, loaded once.</summary>
    public Assembly Get(AssemblyName name) => LoadFromAssemblyName(new AssemblyName(name.Name!));

    public void AddUser() => Interlocked.Increment(ref _users);

    /// <summary>Ends one use; the last one unloads.</summary>
    /// <param name="gone">Gets what was unloaded by this, itself and those it was made of.</param>
    /// <param name="directories">Gets the folders that these were loaded from.</param>
    public void RemoveUser(List<WeakReference> gone, List<string> directories)
    {
        if (Interlocked.Decrement(ref _users) > 0 || !IsCollectible)
        {
            return;
        }

        gone.Add(new WeakReference(this, trackResurrection: true));
        directories.Add(_directory);
        Unload();
        foreach (var other in _others)
        {
            other.RemoveUser(gone, directories);
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (string.Equals(name, SharedAssemblies.Sdk, StringComparison.OrdinalIgnoreCase))
        {
            return SharedAssemblies.SdkAssembly;
        }

        if (_files.TryGetValue(name, out var file))
        {
            return LoadFromAssemblyPath(file);
        }

        return _others.FirstOrDefault(other => other.Exports(name))?.Get(assemblyName);
    }
}
