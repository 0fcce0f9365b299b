using OffTrac.Sdk.Components;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Search;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>search</c>.</summary>
[Component("tracrpc.search.SearchRPC")]
public sealed class SearchRpc(ISearch search, IExtensionPoint<ISearchSource> sources) : IRpcHandler
{
    public string Namespace => "search";

    public string Description => "Search over tickets, pages and all else that can be searched.";

    public IReadOnlyList<RpcMethod> Methods { get; } =
    [
        new()
        {
            Name = "getSearchFilters",
            Permission = "SEARCH_VIEW",
            Returns = RpcType.Array,
            Description = "What a search can be narrowed to, each as `[name, description]`.",
        },
        new()
        {
            Name = "performSearch",
            Permission = "SEARCH_VIEW",
            Returns = RpcType.Array,
            Parameters = [new(RpcType.String, "query"), new(RpcType.Array, "filters", "None")],
            Description = "What contains all words of the query, each as `[address, title, time, author, excerpt]`. Without filters everything is searched.",
        },
    ];

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation) => call.Method switch
    {
        "getSearchFilters" => new RpcArray([.. (await FiltersAsync(call, cancellation).ConfigureAwait(false))
            .Select(filter => new RpcArray(filter.Name, filter.Label))]),
        "performSearch" => await SearchAsync(call, cancellation).ConfigureAwait(false),
        _ => throw new RpcFaultException($"There is no method {Namespace}.{call.Method}."),
    };

    /// <summary>In the order of the sources, which is not that of Trac's search page.</summary>
    private async ValueTask<IEnumerable<SearchFilter>> FiltersAsync(RpcCall call, CancellationToken cancellation) =>
        (await sources.AskAllAsync(
            call.User, static (source, user, cancellation) => source.GetSearchFiltersAsync(user, cancellation), cancellation).ConfigureAwait(false))
        .SelectMany(answer => answer.Value);

    /// <summary>Filters that nobody knows are passed over; when none is left nothing is found.</summary>
    private async ValueTask<RpcValue> SearchAsync(RpcCall call, CancellationToken cancellation)
    {
        var terms = search.ParseTerms(call.Text(0));
        var chosen = Chosen(call.Argument(1));
        var filters = (await FiltersAsync(call, cancellation).ConfigureAwait(false))
            .Select(filter => filter.Name)
            .Where(name => chosen?.Contains(name) != false)
            .ToArray();
        if (filters.Length == 0)
            return new RpcArray();
        if (terms.Count == 0)
            throw new RpcFaultException("The query has no words to search for.");
        var found = await search.SearchAsync(new SearchRequest { Terms = terms, Filters = filters, User = call.User }, cancellation)
            .ConfigureAwait(false);
        var root = call.Request.AbsoluteHref().TrimEnd('/');
        return new RpcArray([.. found.Select(result => new RpcArray(
            root + result.Path, result.TitleHtml ?? result.Title, result.Time, result.Author, result.Excerpt))]);
    }

    /// <summary>Names of filters; a text is as many names as it has letters, as Python takes it. Null when nobody chose.</summary>
    private static HashSet<string>? Chosen(RpcValue? filters) => filters switch
    {
        null => null,
        RpcArray array => array.Items.OfType<RpcText>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal),
        RpcText text => text.Value.Select(letter => letter.ToString()).ToHashSet(StringComparer.Ordinal),
        RpcStruct members => members.Members.Keys.ToHashSet(StringComparer.Ordinal),
        _ when !filters.IsTrue() => [],
        _ => throw new RpcFaultException($"The filters are {filters.TypeName}; an array of names is needed."),
    };
}
