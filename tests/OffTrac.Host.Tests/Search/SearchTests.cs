using OffTrac.Host.Hosting;
using OffTrac.Host.Tests.Commands;
using OffTrac.Sdk.Search;

namespace OffTrac.Host.Tests.Search;

/// <summary>What a Trac found, and its rules, on both engines.</summary>
public sealed class SearchTests
{
    private const string Root = "http://trac.example.org";

    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.6-postgres")]
    public async Task Finds_what_Trac_found(string fixture)
    {
        await using var recorded = await RecordedEnvironment.CopyAsync(fixture);
        await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [recorded.Path] }, CancellationToken.None);
        var search = host.Environments.Served[0].Get<ISearch>();
        List<string> wrong = [];
        var count = 0;
        foreach (var record in RecordedSearch.ReadAll())
        {
            count++;
            var expected = record.Results.Select(row => string.Join('\u001f', row)).Order(StringComparer.Ordinal).ToList();
            var found = (await AnswerAsync(search, record)).Select(row => string.Join('\u001f', row)).Order(StringComparer.Ordinal).ToList();
            if (!expected.SequenceEqual(found))
                wrong.Add($"{record.Name}: missing {string.Join(" | ", expected.Except(found))}; too many {string.Join(" | ", found.Except(expected))}");
        }

        Assert.Empty(wrong);
        Assert.True(count > 35);
    }

    private static async Task<IReadOnlyList<string[]>> AnswerAsync(ISearch search, RecordedSearch record)
    {
        var filters = await search.GetFiltersAsync(record.User, CancellationToken.None);
        if (record.Query is null)
            return [.. filters.Select(filter => new[] { filter.Name, filter.Label })];
        var results = await search.SearchAsync(
            new SearchRequest
            {
                Terms = search.ParseTerms(record.Query),
                Filters = [.. filters.Select(filter => filter.Name).Where(name => record.Filters?.Contains(name) ?? true)],
                User = record.User,
            },
            CancellationToken.None);
        return [.. results.Select(result => (string[])
            [Root + result.Path, NewLines(result.TitleHtml ?? result.Title), record.TimeOf(result.Time), result.Author ?? "", NewLines(result.Excerpt)])];

        // A parser of XML reads every line break as a line feed.
        string NewLines(string text) => record.IsXml ? text.ReplaceLineEndings("\n") : text;
    }
}
