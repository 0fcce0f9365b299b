using System.Security.Cryptography;

namespace OffTrac.Host.Plugins;

/// <summary>Loads plugins: from a shadow copy, checked before any of their code runs, each into a load context of its own.</summary>
/// <param name="copies">Where the copies lie.</param>
/// <param name="isUnloadable">False to load for good, with precompiled code: faster, but a replaced plugin stays in memory.</param>
internal sealed class PluginLoader(ShadowCopies copies, bool isUnloadable)
{
    /// <summary>Loads a plugin.</summary>
    /// <param name="candidate">The plugin; not a refused one.</param>
    /// <param name="required">The loaded plugins that it requires.</param>
    /// <param name="replaced">The generation that it replaces; when its contracts are unchanged they stay, and so do their users.</param>
    public PluginLoad Load(
        PluginCandidate candidate, IReadOnlyList<PluginGeneration> required, PluginGeneration? replaced = null)
    {
        string? copy = null;
        try
        {
            copy = copies.Copy(candidate.Directory, candidate.ContentHash);
            return copy is null
                ? new PluginLoad { Problem = "is being written at the moment", IsPassing = true }
                : Load(candidate, copy, required, replaced);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            if (copy is not null)
            {
                ShadowCopies.Delete(copy);
            }

            return new PluginLoad { Problem = LoadProblem.Describe(failed) };
        }
    }

    private PluginLoad Load(
        PluginCandidate candidate, string copy, IReadOnlyList<PluginGeneration> required, PluginGeneration? replaced)
    {
        var main = Path.Combine(copy, candidate.Name + ".dll");
        if (!PluginMetadataReader.TryRead(main, out var metadata, out var problem))
        {
            return Refuse(copy, problem, []);
        }

        var shared = required.SelectMany(static plugin => plugin.Contracts).Distinct().ToList();
        var preflight = new PluginPreflight(shared.SelectMany(static contracts => contracts.Files));
        if (preflight.Check(metadata, copy, candidate.Name) is { } misfit)
        {
            return Refuse(copy, misfit, preflight.Warnings);
        }

        var exports = Export(metadata, copy, shared, replaced?.Exports);
        foreach (var contracts in shared)
        {
            contracts.AddUser();
        }

        IReadOnlyList<ContractContext> all = exports is null ? shared : [.. shared, exports];
        return LoadInto(candidate with { Metadata = metadata }, copy, all, exports, preflight.Warnings);
    }

    private PluginLoad LoadInto(
        PluginCandidate candidate,
        string copy,
        IReadOnlyList<ContractContext> contracts,
        ContractContext? exports,
        IReadOnlyList<string> warnings)
    {
        var main = Path.Combine(copy, candidate.Name + ".dll");
        var context = new PluginLoadContext(candidate.Metadata!, main, contracts, isUnloadable);
        try
        {
            var assembly = context.LoadFromAssemblyPath(main);
            var generation = new PluginGeneration(candidate, copy, context, assembly, contracts, exports);
            return new PluginLoad { Generation = generation, Warnings = warnings };
        }
        catch (Exception failed) when (failed is IOException or BadImageFormatException or TypeLoadException)
        {
            foreach (var used in contracts)
            {
                used.RemoveUser([], []);
            }

            if (isUnloadable)
            {
                context.Unload();
            }

            return Refuse(copy, LoadProblem.Describe(failed), warnings);
        }
    }

    private ContractContext? Export(
        PluginMetadata metadata, string copy, IReadOnlyList<ContractContext> shared, ContractContext? previous)
    {
        if (metadata.Exports.Count == 0)
        {
            return null;
        }

        var files = metadata.Exports.Select(name => Path.Combine(copy, name + ".dll")).Order(StringComparer.Ordinal).ToList();
        var hash = HashOf(files);
        if (previous is not null && previous.ContentHash == hash && previous.IsMadeOf(shared))
        {
            previous.AddUser();
            return previous;
        }

        var directory = copies.CopyFiles($"contracts-{metadata.Id}", files);
        return new ContractContext(metadata.Id, hash, directory, shared, isUnloadable);
    }

    private static string HashOf(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PluginLoad Refuse(string copy, string problem, IReadOnlyList<string> warnings)
    {
        ShadowCopies.Delete(copy);
        return new PluginLoad { Problem = problem, Warnings = warnings };
    }
}
