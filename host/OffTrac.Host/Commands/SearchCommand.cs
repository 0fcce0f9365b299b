using System.Text.Json;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;

namespace OffTrac.Host.Commands;

/// <summary><c>search</c>: what Trac's search page finds.</summary>
internal static class SearchCommand
{
    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "search",
            Summary = "Finds what contains all words and --user, else anonymous, may see; quotes make one of several words.",
            Arguments = [new() { Name = "TERMS", Description = "Words to find.", TakesMany = true }],
            Options = [new() { Name = "--filter", ValueName = "NAME", TakesMany = true, Description = "Only this kind of things, such as ticket, wiki or milestone." }],
        }, SearchAsync),
    ];

    private static async ValueTask<CommandResult> SearchAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var (search, user) = (environment.Get<ISearch>(), context.Options.User ?? "anonymous");
        await environment.Get<IPermissions>().RequireAsync("SEARCH_VIEW", user, resource: null, cancellation).ConfigureAwait(false);
        var results = await search.SearchAsync(
            new SearchRequest
            {
                Terms = TermsOf(search, context.Input.All("TERMS")),
                Filters = await FiltersAsync(search, user, context.Input.All("--filter"), cancellation).ConfigureAwait(false),
                User = user,
            },
            cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Json = JsonText.Write(results, WriteResults),
            Table = new()
            {
                Columns = ["path", "title", "author", "time"],
                Rows = [.. results.Select(result => new object?[] { result.Path, result.Title, result.Author, result.Time })],
            },
        };
    }

    /// <summary>What the shell has taken the quotes from is one term already.</summary>
    private static IReadOnlyList<string> TermsOf(ISearch search, IReadOnlyList<string> words)
    {
        IReadOnlyList<string> terms = words.Count == 1 ? search.ParseTerms(words[0]) : [.. words.Where(word => !string.IsNullOrWhiteSpace(word))];
        return search.IsLongEnough(terms)
            ? terms
            : throw new TracException(FormattableString.Invariant(
                $"Search query too short. Query must be at least {search.MinQueryLength} characters long."));
    }

    private static async ValueTask<IReadOnlyList<string>> FiltersAsync(
        ISearch search, string user, IReadOnlyList<string> wanted, CancellationToken cancellation)
    {
        var filters = await search.GetFiltersAsync(user, cancellation).ConfigureAwait(false);
        if (wanted.Count == 0)
            return [.. filters.Where(filter => filter.IsDefault).Select(filter => filter.Name)];
        return wanted.FirstOrDefault(name => filters.All(filter => filter.Name != name)) is { } unknown
            ? throw new UsageException($"'{unknown}' is not a filter of {user}; there are: {string.Join(", ", filters.Select(filter => filter.Name))}.")
            : wanted;
    }

    private static void WriteResults(Utf8JsonWriter writer, IReadOnlyList<SearchResult> results)
    {
        writer.WriteStartArray();
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("path", result.Path);
            writer.WriteString("title", result.Title);
            writer.WriteString("time", JsonText.Time(result.Time));
            writer.WriteString("author", result.Author);
            writer.WriteString("excerpt", result.Excerpt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
