using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Resources;

/// <summary>Asks the resource managers of one environment; of two for one realm the last speaks.</summary>
public sealed class ResourceSystem(IComponentPoint<IResourceManager> managers) : IResources
{
    private Speakers? _speakers;

    public async ValueTask<IReadOnlyList<string>> GetRealmsAsync(CancellationToken cancellation) =>
        (await GetSpeakersAsync(cancellation).ConfigureAwait(false)).Realms;

    public async ValueTask<string> GetPathAsync(Resource resource, CancellationToken cancellation) =>
        await AskAsync(
            resource, resource, static (manager, resource, token) => manager.GetPathAsync(resource, token), cancellation)
            .ConfigureAwait(false) ?? ResourcePath.Usual(resource);

    public async ValueTask<string> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation) =>
        await AskAsync(
            resource,
            (resource, format),
            static (manager, asked, token) => manager.DescribeAsync(asked.resource, asked.format, token),
            cancellation).ConfigureAwait(false) ?? Describe(resource, format);

    public ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) =>
        AskAsync(resource, resource, static (manager, resource, token) => manager.ExistsAsync(resource, token), cancellation);

    private static string Describe(Resource resource, ResourceFormat format)
    {
        var name = $"{resource.Realm}:{resource.Id}";
        return format == ResourceFormat.Summary && resource.Version is { } version
            ? FormattableString.Invariant($"{name} at version {version}")
            : name;
    }

    private async ValueTask<TAnswer?> AskAsync<TState, TAnswer>(
        Resource resource,
        TState state,
        Func<IResourceManager, TState, CancellationToken, ValueTask<TAnswer?>> ask,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var speakers = await GetSpeakersAsync(cancellation).ConfigureAwait(false);
        if (speakers.Of(resource.Realm) is not { } speaker)
            return default;
        try
        {
            return await managers.AskOneAsync(speaker, state, ask, cancellation).ConfigureAwait(false);
        }
        catch (ComponentFailedException)
        {
            // It is logged already; a name or a link must not fail for it.
            return default;
        }
    }

    private async ValueTask<Speakers> GetSpeakersAsync(CancellationToken cancellation)
    {
        var components = managers.Components;
        if (Volatile.Read(ref _speakers) is { } known && ReferenceEquals(known.Components, components))
            return known;
        var answers = await managers.AskAllAsync(
            0, static (manager, _, _) => ValueTask.FromResult(manager.Realms), cancellation).ConfigureAwait(false);
        var speakers = new Speakers(components, answers);
        // Who failed to answer now may answer the next time.
        if (answers.Count == components.Count)
            Volatile.Write(ref _speakers, speakers);
        return speakers;
    }

    private sealed class Speakers
    {
        private readonly Dictionary<string, string> _byRealm = new(StringComparer.Ordinal);

        public Speakers(IReadOnlyList<string> components, IReadOnlyList<Answer<IReadOnlyList<string>>> answers)
        {
            Components = components;
            foreach (var answer in answers)
            {
                foreach (var realm in answer.Value)
                    _byRealm[realm] = answer.Component;
            }

            Realms = [.. _byRealm.Keys.Order(StringComparer.Ordinal)];
        }

        public IReadOnlyList<string> Components { get; }

        public IReadOnlyList<string> Realms { get; }

        public string? Of(string realm) => _byRealm.GetValueOrDefault(realm);
    }
}
