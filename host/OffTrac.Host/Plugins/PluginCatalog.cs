namespace OffTrac.Host.Plugins;

/// <summary>Finds the plugins in folders and reads what they say of themselves. Remembers what it read of files that did not change.</summary>
internal sealed class PluginCatalog
{
    private readonly Dictionary<string, PluginCandidate> _known = new(StringComparer.Ordinal);

    /// <summary>Fingerprints of everything that the last look saw, plugins or not, by path.</summary>
    public IReadOnlyDictionary<string, string> Seen { get; private set; } = new Dictionary<string, string>();

    /// <summary>Looks through folders.</summary>
    /// <param name="folders">The folders; ones that don't exist hold nothing.</param>
    /// <returns>What lies there, refused ones with the reason, by level, folder and name.</returns>
    public IReadOnlyList<PluginCandidate> Discover(IReadOnlyList<PluginFolder> folders)
    {
        Seen = PluginFiles.Fingerprints(folders);
        var found = new List<PluginCandidate>();
        foreach (var folder in folders)
        {
            foreach (var directory in PluginFiles.Directories(folder.Path))
            {
                if (Examine(directory, folder) is { } candidate)
                {
                    found.Add(candidate);
                }
            }

            found.AddRange(LooseFiles(folder));
        }

        Forget(found);
        return RefuseDuplicates(found);
    }

    /// <summary>Makes the next look read a plugin anew, whatever its fingerprint.</summary>
    public void Forget(string directory) => _known.Remove(directory);

    private PluginCandidate? Examine(string directory, PluginFolder folder)
    {
        var candidate = new PluginCandidate { Name = Path.GetFileName(directory), Directory = directory, Folder = folder };
        try
        {
            var fingerprint = Seen.GetValueOrDefault(directory, "");
            if (_known.TryGetValue(directory, out var known) && known.Fingerprint == fingerprint)
            {
                return known with { Folder = folder };
            }

            candidate = candidate with { Fingerprint = fingerprint };
            if (!File.Exists(candidate.MainAssembly))
            {
                return Directory.EnumerateFiles(directory, "*.dll").Any()
                    ? Remember(candidate with { Refusal = $"holds no {candidate.Name}.dll: a plugin's main assembly has the name of its folder" })
                    : null;
            }

            candidate = candidate with { ContentHash = PluginFiles.ContentHash(directory) };
            return Remember(PluginMetadataReader.TryRead(candidate.MainAssembly, out var metadata, out var problem)
                ? candidate with { Metadata = metadata }
                : candidate with { Refusal = problem });
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return candidate with { Refusal = $"can't be read: {unreadable.Message}", IsPassing = true };
        }
    }

    private PluginCandidate Remember(PluginCandidate candidate)
    {
        _known[candidate.Directory] = candidate;
        return candidate;
    }

    private static IEnumerable<PluginCandidate> LooseFiles(PluginFolder folder) =>
        PluginFiles.LooseAssemblies(folder.Path).Select(file => new PluginCandidate
        {
            Name = Path.GetFileNameWithoutExtension(file),
            Directory = file,
            Folder = folder,
            Refusal = $"lies loose: a plugin is a folder, {Path.GetFileNameWithoutExtension(file)}/{Path.GetFileName(file)}",
        });

    private void Forget(IReadOnlyList<PluginCandidate> found)
    {
        var present = found.Select(static candidate => candidate.Directory).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _known.Keys.Where(directory => !present.Contains(directory)).ToList())
        {
            _known.Remove(gone);
        }
    }

    // Which of two would win must not depend on the order of folders: neither does.
    private static List<PluginCandidate> RefuseDuplicates(List<PluginCandidate> candidates)
    {
        var twins = candidates
            .Where(static candidate => candidate.Metadata is not null)
            .GroupBy(static candidate => (candidate.Metadata!.Id, candidate.Folder.Level,
                candidate.Folder.Level == PluginFolderLevel.Host ? "" : candidate.Folder.Path))
            .Where(static group => group.Count() > 1)
            .SelectMany(static group => group.Select(candidate => (candidate, Others: group.Where(other => other != candidate))))
            .ToDictionary(
                static twin => twin.candidate.Directory,
                static twin => string.Join(", ", twin.Others.Select(static other => other.Directory)),
                StringComparer.Ordinal);
        return candidates.ConvertAll(candidate => twins.TryGetValue(candidate.Directory, out var others)
            ? candidate with { Refusal = $"has the same id, {candidate.Metadata!.Id}, as {others}: one of them must go" }
            : candidate);
    }
}
