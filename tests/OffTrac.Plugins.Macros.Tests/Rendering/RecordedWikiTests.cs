using System.Text.Json;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Macros.Tests.Rendering;

/// <summary>The recorded pairs of wiki text and HTML.</summary>
public sealed class RecordedWikiTests
{
    [Fact]
    public async Task EveryRecordedText_GivesTheRecordedHtml_OnSqlite()
    {
        await using var environment = await MacroEnvironment.StartAsync();
        Assert.Equal("", await DifferencesAsync(environment));
    }

    [SkippableFact]
    public async Task EveryRecordedText_GivesTheRecordedHtml_OnPostgreSql()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, "PostgreSQL is not installed.");
        await using var server = await PostgreSqlServer.StartNewAsync();
        await using var environment = await MacroEnvironment.StartAsync($"[trac]\ndatabase = {await server.LoadAsync("trac-1.6-postgres.sql.gz")}\n");
        Assert.Equal("", await DifferencesAsync(environment));
    }

    private static async Task<string> DifferencesAsync(TestEnvironment environment)
    {
        var differences = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(FixtureFiles.PathOf("wiki.jsonl")))
        {
            using var pair = JsonDocument.Parse(line);
            var expected = pair.RootElement.GetProperty("html").GetString()!;
            var html = await RenderAsync(environment, pair.RootElement);
            var isText = Text(pair.RootElement, "compare") == "text";
            if (isText ? HtmlTree.TextOf(html) != HtmlTree.TextOf(expected) : HtmlTree.Of(html) != HtmlTree.Of(expected))
                differences.Add($"{pair.RootElement.GetProperty("name")}\nexpected {expected}\nactual   {html}");
        }

        return string.Join('\n', differences);
    }

    private static async Task<string> RenderAsync(TestEnvironment environment, JsonElement pair)
    {
        var text = pair.GetProperty("wikitext").GetString()!;
        var user = Text(pair, "auth") ?? "anonymous";
        if (Text(pair, "page") is not { } page)
            return await environment.RenderAsync(text, user);
        try
        {
            await environment.Get<IWikiStore>().SaveAsync(
                new WikiPageSave { Name = page, Text = text, Author = user, Comment = "" }, scope: null, CancellationToken.None);
        }
        catch (TracException)
        {
            // The same text is there already.
        }

        return await environment.RenderAsync(text, user, Resource.Wiki(page));
    }

    private static string? Text(JsonElement pair, string name) => pair.TryGetProperty(name, out var value) ? value.GetString() : null;
}
