using System.Text.RegularExpressions;
using Dapper;
using OffTrac.Core.Configuration;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Resources;

/// <summary>Speaks for wiki pages, and links to them.</summary>
[Component("trac.wiki.api.WikiSystem")]
public sealed partial class WikiSystem(IDatabase database, IEnvironmentConfiguration configuration, PageLinks links) : IResourceManager, IWikiLinkResolver
{
    private static readonly string[] s_realms = ["wiki"];

    public IReadOnlyList<string> Realms => s_realms;

    public IReadOnlyCollection<string> Namespaces => s_realms;

    public ValueTask<string?> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation) =>
        ValueTask.FromResult(resource.Id is { } name && SplitsNames ? WordBreak().Replace(name, "${end} ${start}") : resource.Id);

    public async ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) =>
        resource.Id is not null && await database.ReadAsync(resource, ReadExistsAsync, cancellation).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        links.ResolveAsync(targets, context, cancellation);

    private bool SplitsNames => configuration.GetBool("wiki", "split_page_names", other: false);

    private static async ValueTask<bool> ReadExistsAsync(IDatabaseSession session, Resource page, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            "SELECT 1 FROM wiki WHERE name = @Id AND (version = @Version OR @Version IS NULL) LIMIT 1",
            new { page.Id, page.Version },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) is not null;

    [GeneratedRegex("(?<end>[a-z])(?<start>[A-Z])(?=[a-z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordBreak();
}
