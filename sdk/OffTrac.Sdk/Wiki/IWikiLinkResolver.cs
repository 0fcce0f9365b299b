using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Resolves links of some namespaces, all of a page at once. When two name one namespace, the last in order resolves it. Stands for
/// the link resolvers of Trac's <c>IWikiSyntaxProvider</c>.
/// </summary>
[ExtensionPoint]
public interface IWikiLinkResolver
{
    /// <summary>Namespaces that it resolves, such as <c>ticket</c>. Must always give the same.</summary>
    IReadOnlyCollection<string> Namespaces { get; }

    /// <summary>Resolves links: one query for all of them, never one each.</summary>
    /// <param name="targets">Links of its namespaces, as they stand in the text; the same may be there more than once.</param>
    /// <param name="context">Where they stand, and who reads.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <returns>One a target, in the same order.</returns>
    ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation);
}
