using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Search;

/// <summary>Finds things of one kind, such as tickets. As in Trac.</summary>
[ExtensionPoint(TimeLimitSeconds = 60)]
public interface ISearchSource
{
    /// <summary>What a user can narrow a search to; empty when this user may look at none of it.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<SearchFilter>> GetSearchFiltersAsync(string user, CancellationToken cancellation);

    /// <summary>
    /// What contains all terms and may be seen by the user, in any order. Empty when none of its filters is asked for.
    /// </summary>
    /// <param name="request">What to find.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation);
}
