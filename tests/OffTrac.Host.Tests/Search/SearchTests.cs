using OffTrac.Host.Hosting;
using OffTrac.Host.Tests.Commands;
using OffTrac.Sdk;
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

    [Fact]
    public async Task Finds_the_same_with_indices_of_trigrams()
    {
        await using var recorded = await RecordedEnvironment.CopyAsync("trac-1.6-postgres");
        recorded.Rows("CREATE EXTENSION pg_trgm");
        var upgrade = await CommandRun.InAsync(recorded.Path, "--env", recorded.Path, "upgrade", "--indices", "--no-backup");
        Assert.Equal((0, ""), (upgrade.ExitCode, upgrade.Error));
        Assert.Equal(5, recorded.Rows("SELECT 1 FROM pg_indexes WHERE indexname LIKE 'offtrac_%_search_idx' AND indexdef LIKE '%gin_trgm_ops%'").Count);
        await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [recorded.Path] }, CancellationToken.None);
        var search = host.Environments.Served[0].Get<ISearch>();
        foreach (var record in RecordedSearch.ReadAll().Where(record => record.Query is not null))
            Assert.Equal(record.Results.Count, (await AnswerAsync(search, record)).Count);
    }

    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.6-postgres")]
    public async Task Finds_what_another_program_stored_and_only_what_may_be_seen(string fixture)
    {
        await using var recorded = await RecordedEnvironment.CopyAsync(fixture);
        await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [recorded.Path] }, CancellationToken.None);
        var environment = host.Environments.Served[0];
        var search = environment.Get<ISearch>();
        Assert.Empty(await FindAsync("lighthouse"));
        await ExecuteAsync("INSERT INTO ticket_change (ticket, time, author, field, oldvalue, newvalue) VALUES (2, 1700000000000000, 'joe', 'comment', '1', 'The LightHouse')");
        await ExecuteAsync("INSERT INTO ticket_custom (ticket, name, value) VALUES (3, 'gone', 'lighthouse 2')");
        await ExecuteAsync("INSERT INTO wiki (name, version, time, author, text, comment, readonly) VALUES ('Tower', 1, 1700000000000000, NULL, 'A lighthouse', '', 0)");
        await ExecuteAsync("INSERT INTO revision (repos, rev, time, author, message) VALUES (7, '0000000042', 1700000000000000, 'joe', 'Light the lighthouse')");
        Assert.Equal(["/ticket/2", "/ticket/3", "/wiki/Tower"], await FindAsync("lighthouse"));
        await ExecuteAsync("INSERT INTO repository (id, name, value) VALUES (7, 'name', 'tower'), (7, 'dir', '/svn')");
        Assert.Contains("/changeset/42/tower", await FindAsync("lighthouse"));
        Assert.Equal(["/changeset/42/tower", "/ticket/2"], await FindAsync("light \"the lighthouse\""));
        Assert.Equal(["/ticket/3"], await FindAsync("'lighthouse 2'"));

        Assert.Empty(await FindAsync("lighthouse", "nobody-sees", "DELETE FROM permission WHERE username = 'anonymous'"));

        async Task<List<string>> FindAsync(string query, string user = "anonymous", string? first = null)
        {
            if (first is not null)
            {
                await ExecuteAsync(first);
                await ExecuteAsync("UPDATE cache SET generation = generation + 1");
                await ExecuteAsync("INSERT INTO cache (id, generation, key) VALUES (1722364385, 0, 'x') ON CONFLICT DO NOTHING");
            }

            var results = await search.SearchAsync(
                new SearchRequest { Terms = search.ParseTerms(query), Filters = ["ticket", "wiki", "milestone", "changeset"], User = user }, CancellationToken.None);
            return [.. results.Select(result => result.Path).Order(StringComparer.Ordinal)];
        }

        async Task ExecuteAsync(string sql) => await environment.Database.WriteAsync(
            sql,
            static async (scope, sql, token) =>
            {
                await using var command = scope.Connection.CreateCommand();
                command.Transaction = scope.Transaction;
#pragma warning disable CA2100 // The test's own statements.
                command.CommandText = sql;
#pragma warning restore CA2100
                return await command.ExecuteNonQueryAsync(token);
            },
            scope: null,
            CancellationToken.None);
    }

    [Fact]
    public async Task Terms_that_no_text_can_hold_find_nothing_and_too_many_are_refused()
    {
        foreach (var fixture in (string[])["trac-1.6-sqlite", "trac-1.6-postgres"])
        {
            await using var recorded = await RecordedEnvironment.CopyAsync(fixture);
            await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [recorded.Path] }, CancellationToken.None);
            var search = host.Environments.Served[0].Get<ISearch>();
            Assert.Empty(await FindAsync("berth\0"));
            Assert.Empty(await FindAsync("\ud800"));
            Assert.NotEmpty(await FindAsync(""));
            Assert.NotEmpty(await FindAsync([.. Enumerable.Repeat("berth", 2000)]));
            await Assert.ThrowsAsync<TracException>(() => FindAsync([.. Enumerable.Range(0, 501).Select(i => $"w{i}")]));
            await Assert.ThrowsAsync<TracException>(() => FindAsync(new string('x', 10_001)));
            await Assert.ThrowsAsync<ArgumentException>(() => FindAsync([]));

            async Task<IReadOnlyList<SearchResult>> FindAsync(params string[] terms) => await search.SearchAsync(
                new SearchRequest { Terms = terms, Filters = ["ticket", "wiki", "milestone", "changeset"], User = "anonymous" }, CancellationToken.None);
        }
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
