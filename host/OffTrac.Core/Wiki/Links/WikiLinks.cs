using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>
/// Finds out what the links of a text lead to, all at once: a resolver is asked once for all links of its namespaces. Stands for
/// <c>_make_link</c> of Trac's <c>Formatter</c>.
/// </summary>
public sealed class WikiLinks(
    IComponentPoint<IWikiLinkResolver> resolvers, RelativeLinks relative, InterTrac interTrac, InterWiki interWiki, MailLinks mail, ExternalLinks external)
{
    private Namespaces? _namespaces;

    /// <summary>One link a target, in their order. A link that nobody can resolve is its own source text.</summary>
    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        if (targets.Count == 0)
            return [];
        var links = new WikiLink?[targets.Count];
        var named = await NameAllAsync(targets, links, context, cancellation).ConfigureAwait(false);
        await AskResolversAsync(named, links, context, cancellation).ConfigureAwait(false);
        await ResolveOthersAsync(named, links, context, cancellation).ConfigureAwait(false);
        return [.. links.Select((link, i) => link ?? WikiLink.Text(targets[i].Source))];
    }

    /// <summary>Resolves what needs no namespace; the others come back with theirs, aliases replaced.</summary>
    private async ValueTask<WikiLinkTarget?[]> NameAllAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiLink?[] links, WikiContext context, CancellationToken cancellation)
    {
        var named = new WikiLinkTarget?[targets.Count];
        for (var i = 0; i < targets.Count; i++)
        {
            var target = targets[i];
            if (target.Syntax == WikiLinkSyntax.Relative)
                (target, links[i]) = await relative.ResolveAsync(target, context, cancellation).ConfigureAwait(false);
            else if (target.InterTrac is { } other)
                links[i] = interTrac.Find(interTrac.AliasOf(other), $"{target.Namespace}:{target.Target}", target.Label) ?? WikiLink.Text(target.Label);
            if (links[i] is null)
                named[i] = target with { Namespace = interTrac.AliasOf(target.Namespace) };
        }

        return named;
    }

    private async ValueTask AskResolversAsync(
        WikiLinkTarget?[] named, WikiLink?[] links, WikiContext context, CancellationToken cancellation)
    {
        var namespaces = await GetNamespacesAsync(cancellation).ConfigureAwait(false);
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < named.Length; i++)
        {
            if (named[i] is not { } target || namespaces.ResolverOf(target.Namespace) is not { } resolver)
                continue;
            if (!groups.TryGetValue(resolver, out var group))
                groups[resolver] = group = [];
            group.Add(i);
        }

        foreach (var (resolver, group) in groups)
        {
            var answers = await AskAsync(resolver, [.. group.Select(i => named[i]!)], context, cancellation).ConfigureAwait(false);
            for (var i = 0; i < group.Count; i++)
            {
                // Who fails, or answers too little, leaves the text as it was written.
                links[group[i]] = (i < answers.Count ? answers[i] : null) ?? WikiLink.Text(named[group[i]]!.Source);
            }
        }
    }

    private async ValueTask<IReadOnlyList<WikiLink>> AskAsync(
        string resolver, IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        try
        {
            return await resolvers.AskOneAsync(
                resolver,
                (targets, context),
                static (resolver, asked, token) => resolver.ResolveAsync(asked.targets, asked.context, token),
                cancellation).ConfigureAwait(false) ?? [];
        }
        catch (ComponentFailedException)
        {
            // It is logged already.
            return [];
        }
    }

    private async ValueTask ResolveOthersAsync(
        WikiLinkTarget?[] named, WikiLink?[] links, WikiContext context, CancellationToken cancellation)
    {
        MailNames? names = null;
        InterWikiMap? map = null;
        for (var i = 0; i < named.Length; i++)
        {
            if (links[i] is not null || named[i] is not { } target)
                continue;
            if (target.Namespace == "mailto")
            {
                names ??= await mail.GetNamesAsync(context, cancellation).ConfigureAwait(false);
                links[i] = mail.Resolve(target, names);
            }
            else if (target.Target.StartsWith("//", StringComparison.Ordinal))
            {
                links[i] = external.Resolve(target);
            }
            else if (interTrac.Find(target.Namespace, target.Target, target.Label) is { } link)
            {
                links[i] = link;
            }
            else
            {
                map ??= await interWiki.GetMapAsync(cancellation).ConfigureAwait(false);
                if (map.Find(target.Namespace, target.Target) is { Url.Length: > 0 } found)
                    links[i] = external.LinkTo(found.Url, target.Label, found.Title);
            }
        }
    }

    private async ValueTask<Namespaces> GetNamespacesAsync(CancellationToken cancellation)
    {
        var components = resolvers.Components;
        if (Volatile.Read(ref _namespaces) is { } known && ReferenceEquals(known.Components, components))
            return known;
        var answers = await resolvers.AskAllAsync(
            0, static (resolver, _, _) => ValueTask.FromResult(resolver.Namespaces), cancellation).ConfigureAwait(false);
        var namespaces = new Namespaces(components, answers);
        // Who failed to answer now may answer the next time.
        if (answers.Count == components.Count)
            Volatile.Write(ref _namespaces, namespaces);
        return namespaces;
    }

    private sealed class Namespaces
    {
        private readonly Dictionary<string, string> _resolvers = new(StringComparer.Ordinal);

        public Namespaces(IReadOnlyList<string> components, IReadOnlyList<Answer<IReadOnlyCollection<string>>> answers)
        {
            Components = components;
            foreach (var answer in answers)
            {
                foreach (var name in answer.Value)
                    _resolvers[name] = answer.Component;
            }
        }

        public IReadOnlyList<string> Components { get; }

        public string? ResolverOf(string name) => _resolvers.GetValueOrDefault(name);
    }
}
