namespace OffTrac.Sdk.Search;

/// <summary>
/// Asks the search sources of an environment. Stands for Trac's <c>SearchModule</c>. Whether the user may search at all
/// (<c>SEARCH_VIEW</c>) is the caller's to check.
/// </summary>
public interface ISearch
{
    /// <summary>Fewest letters of a query of one term: <c>[search] min_query_length</c>.</summary>
    int MinQueryLength { get; }

    /// <summary>The terms of a query: words, or what stands in single or double quotes.</summary>
    /// <param name="query">As somebody typed it.</param>
    IReadOnlyList<string> ParseTerms(string query);

    /// <summary>Whether terms are enough to search for; a single short one would find too much.</summary>
    /// <param name="terms">Terms of a query.</param>
    bool IsLongEnough(IReadOnlyList<string> terms);

    /// <summary>
    /// Filters that a user can choose from, by label. Those in <c>[search] default_disabled_filters</c> are not
    /// <see cref="SearchFilter.IsDefault"/>.
    /// </summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<SearchFilter>> GetFiltersAsync(string user, CancellationToken cancellation);

    /// <summary>What all sources find, the newest first. One that fails is left out.</summary>
    /// <param name="request">What to find.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ArgumentException">There is no term.</exception>
    /// <exception cref="TracException">There are more, or longer ones, than a database takes.</exception>
    ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation);
}
