using OffTrac.Core.Configuration;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Search;

namespace OffTrac.Core.Search;

/// <summary>Asks all search sources.</summary>
public sealed class SearchSystem(IEnvironmentConfiguration configuration, IExtensionPoint<ISearchSource> sources) : ISearch
{
    // What SQLite can take: 1000 operators in a row, and patterns of 50,000 bytes.
    private const int MaxTerms = 500;
    private const int MaxTermLength = 10_000;

    public int MinQueryLength => (int)Math.Clamp(configuration.GetInt("search", "min_query_length", 3), 0, int.MaxValue);

    public IReadOnlyList<string> ParseTerms(string query) => SearchTerms.Parse(query);

    public bool IsLongEnough(IReadOnlyList<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Count > 1 || (terms.Count == 1 && terms[0].EnumerateRunes().Count() >= MinQueryLength);
    }

    public async ValueTask<IReadOnlyList<SearchFilter>> GetFiltersAsync(string user, CancellationToken cancellation)
    {
        var answers = await sources.AskAllAsync(
            user, static (source, user, token) => source.GetSearchFiltersAsync(user, token), cancellation).ConfigureAwait(false);
        var disabled = configuration.GetList("search", "default_disabled_filters", []);
        return [.. answers.SelectMany(answer => answer.Value)
            .Select(filter => filter with { IsDefault = filter.IsDefault && !disabled.Contains(filter.Name, StringComparer.Ordinal) })
            .OrderBy(filter => filter.Label.ToLowerInvariant(), StringComparer.Ordinal)];
    }

    public async ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Terms.Count == 0)
            throw new ArgumentException("There is no term to search for.", nameof(request));
        var terms = request.Terms.Distinct(StringComparer.Ordinal).ToList();
        if (terms.Count > MaxTerms || terms.Exists(static term => term.Length > MaxTermLength))
            throw new TracException(FormattableString.Invariant($"A search can have {MaxTerms} terms of {MaxTermLength} characters at most."));
        if (terms.Exists(static term => term.Contains('\0', StringComparison.Ordinal) || !IsWellFormed(term)))
            return [];
        var answers = await sources.AskAllAsync(
            request with { Terms = terms }, static (source, request, token) => source.SearchAsync(request, token), cancellation).ConfigureAwait(false);
        return [.. answers.SelectMany(answer => answer.Value).OrderByDescending(result => result.Time)];
    }

    /// <summary>Half of a surrogate pair is in no stored text, and no database takes it as a parameter.</summary>
    private static bool IsWellFormed(string term)
    {
        for (var at = 0; at < term.Length; at++)
        {
            if (!char.IsSurrogate(term[at]))
                continue;
            if (at + 1 == term.Length || !char.IsSurrogatePair(term[at], term[at + 1]))
                return false;
            at++;
        }

        return true;
    }
}
