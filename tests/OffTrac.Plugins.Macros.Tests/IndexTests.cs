using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Macros.Tests;

/// <summary>Lists of pages.</summary>
public sealed class IndexTests(MacroFixture fixture) : IClassFixture<MacroFixture>
{
    private const string Wiki = "http://trac.example.org/wiki/";

    [Theory]
    [InlineData("HarbourGuide/,hideprefix", "Berths|Cranes|Cranes/Maintenance|Tugs")]
    [InlineData("HarbourGuide,depth=0", "HarbourGuide")]
    [InlineData("HarbourGuide/, depth=0, exclude=*Tugs:X*", "HarbourGuide/Berths|HarbourGuide/Cranes")]
    [InlineData("include=[!A-Z5]*:?ikiStart", "WikiStart|")]
    [InlineData("NoSuchPrefix", "")]
    public async Task TitleIndex_TakesPagesByPrefixDepthAndWildcards(string arguments, string expected)
    {
        var environment = fixture.Environment;
        var labels = Labels(await environment.RenderAsync($"[[TitleIndex({arguments})]]"));
        if (expected.EndsWith('|'))
            Assert.Contains(expected[..^1], labels);
        else
            Assert.Equal(expected, string.Join('|', labels));
    }

    [Fact]
    public async Task TitleIndex_AsTrees_IsAsInTrac()
    {
        var environment = fixture.Environment;
        Assert.Contains(
            $"""<ul><li><a href="{Wiki}HarbourGuide">HarbourGuide</a><ul><li><a href="{Wiki}HarbourGuide/Berths">Berths</a></li><li><a href="{Wiki}HarbourGuide/Cranes">Cranes</a><ul><li><a href="{Wiki}HarbourGuide/Cranes/Maintenance">Maintenance</a></li></ul></li><li><a href="{Wiki}HarbourGuide/Tugs">Tugs</a></li></ul></li></ul>""",
            await environment.RenderAsync("[[TitleIndex(HarbourGuide, format=hierarchy)]]"),
            StringComparison.Ordinal);
        Assert.Contains(
            $"""<li><strong>Cranes</strong><ul><li><a href="{Wiki}HarbourGuide/Cranes">Cranes</a></li><li><a href="{Wiki}HarbourGuide/Cranes/Maintenance">Cranes/Maintenance</a></li></ul></li>""",
            await environment.RenderAsync("[[TitleIndex(HarbourGuide/, hideprefix, format=group)]]"),
            StringComparison.Ordinal);
        Assert.Contains("<pre>Invalid macro argument <code>depth=x</code></pre>", await environment.RenderAsync("[[TitleIndex(depth=x)]]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_LeaveOutWhatTheReaderMayNotSee()
    {
        using var rules = new TemporaryDirectory();
        var file = rules.Combine("authz.conf");
        await File.WriteAllTextAsync(file, "[wiki:HarbourGuide/*]\njoe = WIKI_VIEW\n* =\n[ticket:1]\n* = !TICKET_VIEW\n[wiki:WikiStart@*/attachment:*]\n* = !ATTACHMENT_VIEW\n");
        await using var environment = await MacroEnvironment.StartAsync(
            $"[trac]\npermission_policies = AuthzPolicy, DefaultWikiPolicy, DefaultTicketPolicy, DefaultPermissionPolicy, LegacyAttachmentPolicy\n[components]\ntracopt.perm.authz_policy.* = enabled\n[authz_policy]\nauthz_file = {file}\n");
        const string text = "[[TitleIndex(HarbourGuide)]]\n[[RecentChanges(HarbourGuide)]]\n[[TicketQuery(id=1-2)]]\n[[TicketQuery(id=1-2,format=table)]]\n[[Image(WikiStart:logo.svg)]]";
        var seen = await environment.RenderAsync(text);
        Assert.Contains(Wiki + "HarbourGuide\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Tugs", seen, StringComparison.Ordinal);
        Assert.Contains("/ticket/2", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("/ticket/1\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("raw-attachment", seen, StringComparison.Ordinal);
        Assert.Contains("HarbourGuide/Tugs", await environment.RenderAsync(text, "joe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecentChanges_AreGroupedByDay_LatestFirst()
    {
        var environment = fixture.Environment;
        var html = await environment.RenderAsync("[[RecentChanges(HarbourGuide, 2)]]");
        Assert.Contains($"""<h3 class="section">2022-02-02</h3><ul><li><a href="{Wiki}HarbourGuide">HarbourGuide</a><small> (<a href="{Wiki}HarbourGuide?action=diff&amp;version=4">diff</a>)</small>""", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<h3").Length - 1);
        Assert.DoesNotContain("<h3", await environment.RenderAsync("[[RecentChanges(,3,group=none)]]"), StringComparison.Ordinal);
        Assert.Contains("""<div class="wikipage"></div>""", await environment.RenderAsync("[[RecentChanges(%)]]"), StringComparison.Ordinal);
    }

    private static List<string> Labels(string html) =>
        [.. html.Split("</a>").SkipLast(1).Select(part => part[(part.LastIndexOf('>') + 1)..])];
}
