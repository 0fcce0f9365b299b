using OffTrac.Sdk.Components;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to queries, in the query language or as the query of an address.</summary>
[Component("trac.ticket.query.QueryModule")]
public sealed class QueryModule(ITicketQueries queries) : IWikiLinkResolver
{
    private static readonly string[] s_namespaces = ["query"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        var links = new WikiLink[targets.Count];
        for (var i = 0; i < links.Length; i++)
        {
            var (target, label) = (targets[i].Target, targets[i].Label);
            try
            {
                var path = target.StartsWith('?')
                    ? "/query" + LinkAddress.Query(target)
                    : (await queries.PrepareAsync(queries.Parse(target), cancellation).ConfigureAwait(false)).Path();
                links[i] = new WikiLink { Label = label, CssClass = "query", Href = context.BaseHref + path };
            }
            catch (TicketQueryException problem)
            {
                links[i] = new WikiLink { Element = WikiLinkElement.Emphasis, Label = $"[Error: {problem.Message}]", CssClass = "error" };
            }
        }

        return links;
    }
}
