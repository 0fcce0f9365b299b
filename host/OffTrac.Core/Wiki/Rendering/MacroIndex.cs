using OffTrac.Core.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Which component brings which macro.</summary>
internal sealed class MacroIndex(IComponentPoint<IWikiMacroProvider> providers)
{
    private Snapshot? _snapshot;

    /// <summary>The component that brings a macro; null when none does.</summary>
    public async ValueTask<string?> FindAsync(string name, CancellationToken cancellation)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        if (snapshot is null || !ReferenceEquals(snapshot.Components, providers.Components))
            snapshot = await ReadAsync(cancellation).ConfigureAwait(false);
        return snapshot.Macros.GetValueOrDefault(name);
    }

    private async ValueTask<Snapshot> ReadAsync(CancellationToken cancellation)
    {
        var components = providers.Components;
        var macros = new Dictionary<string, string>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var component in components)
        {
            var names = await NamesAsync(component, cancellation).ConfigureAwait(false);
            isWhole &= names is not null;
            foreach (var macro in names ?? [])
                macros.TryAdd(macro, component);
        }

        var snapshot = new Snapshot(components, macros);

        // Who failed to answer now may answer the next time.
        if (isWhole)
            Volatile.Write(ref _snapshot, snapshot);
        return snapshot;
    }

    /// <summary>Null when the component fails: its macros are unknown until it works, and nobody else's suffer.</summary>
    private async ValueTask<IReadOnlyList<string>?> NamesAsync(string component, CancellationToken cancellation)
    {
        try
        {
            return await providers.AskOneAsync(
                component,
                0,
                static (provider, _, _) => ValueTask.FromResult<IReadOnlyList<string>>([.. provider.Macros.Select(macro => macro.Name)]),
                cancellation).ConfigureAwait(false);
        }
        catch (Sdk.TracException)
        {
            return null;
        }
    }

    private sealed record Snapshot(IReadOnlyList<string> Components, IReadOnlyDictionary<string, string> Macros);
}
