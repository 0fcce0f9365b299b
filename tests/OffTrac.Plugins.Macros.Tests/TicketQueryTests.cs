namespace OffTrac.Plugins.Macros.Tests;

public sealed class TicketQueryTests(MacroFixture fixture) : IClassFixture<MacroFixture>
{
    [Theory]
    [InlineData("component=legacy, format=rawcount", """<span class="query_count" title="25 tickets matching component=legacy, max=0, order=id">25</span>""")]
    [InlineData("id=1, count", """<a href="http://trac.example.org/query?id=1&amp;max=0&amp;order=id" title="1 ticket matching id=1, max=0, order=id">1</a>""")]
    [InlineData("id=1-3, or, id=7, format=compact", "#3</a>, <a class=\"new\" href=\"/ticket/7\"")]
    [InlineData("owner=nobody at all", """<span class="query_no_results">No results</span>""")]
    [InlineData("id=bad", "<strong>Macro TicketQuery(id=bad) failed</strong><pre>Invalid query constraint value</pre>")]
    [InlineData("max=x", "<strong>Error: Macro TicketQuery(max=x) failed</strong><pre>Query max x is invalid.</pre>")]
    [InlineData("id=1-20, group=status", "&amp;col=id&amp;col=status&amp;col=summary\" title=\"accepted status tickets matching query:?id=1-20\n&amp;\nmax=0")]
    [InlineData("id=5|12, group=status, format=compact", "#5,\u200b12</a>")]
    [InlineData("id=1-100, format=table, max=5, page=2", "(6 - 10 of 99)")]
    [InlineData("component=legacy, format=progress", """title="4/25 closed">""")]
    [InlineData("owner=marit, group=milestone, format=progress", """<p class="percent">0 / 2</p>""")]
    public async Task TicketQuery_ShowsWhatItsFormatSays(string arguments, string expected)
    {
        var environment = fixture.Environment;
        Assert.Contains(expected, await environment.RenderAsync($"[[TicketQuery({arguments})]]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TicketQuery_AsATable_HasGroupsRowsAndLinksToMilestones()
    {
        var environment = fixture.Environment;
        var html = await environment.RenderAsync("[[TicketQuery(id=1-12, format=table, group=status, col=summary|milestone, rows=description)]]");
        Assert.Contains("Status: accepted", html, StringComparison.Ordinal);
        Assert.Contains("(2 matches)", html, StringComparison.Ordinal);
        Assert.Contains("""<a class="closed milestone" href="http://trac.example.org/milestone/Hull" """.TrimEnd(), html, StringComparison.Ordinal);
        Assert.Contains("""<th class="meta">Description</th>""", html, StringComparison.Ordinal);
        Assert.Contains("&amp;group=status&amp;max=0&amp;order=id&amp;desc=1&amp;col=id&amp;col=summary&amp;col=milestone&amp;row=description\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_GoesByTheGroupsOfTheConfiguration()
    {
        await using var environment = await MacroEnvironment.StartAsync("[milestone-groups]\ndone = closed\ndone.overall_completion = yes\nfresh = new\nfresh.label = untouched\nfresh.query_args = order=time\nrest = *\nrest.css_class = open");
        var html = await environment.RenderAsync("[[TicketQuery(component=legacy, format=progress)]]");
        Assert.Contains("untouched: ", html, StringComparison.Ordinal);
        Assert.Contains("status=new&amp;max=0&amp;order=time\"", html, StringComparison.Ordinal);
        Assert.Equal(100, html.Split("width: ").Skip(1).Sum(part => int.Parse(part[..part.IndexOf('%', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
