namespace OffTrac.Plugins.Web.Tests;

public sealed class QueryPageTests : IAsyncLifetime
{
    private const string Joe = "trac_auth=00112233445566778899aabbccddeeff";
    private const string Admin = "trac_auth=ffeeddccbbaa99887766554433221100";

    private WebSite _site = null!;

    public async Task InitializeAsync() => _site = await WebSite.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Page_shows_escaped_tickets_in_groups_with_links_to_other_pages_and_exports()
    {
        var page = await _site.GetAsync("/query?id=1-9&group=status&order=id&max=4");

        Assert.Equal(200, page.Status);
        Assert.Contains("<h2>Status: assigned</h2>", page.Body, StringComparison.Ordinal);
        Assert.Contains("""<a href="/ticket/6">#6</a>""", page.Body, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 3", page.Body, StringComparison.Ordinal);
        Assert.Contains("page=2", page.Body, StringComparison.Ordinal);
        Assert.Contains("format=csv", page.Body, StringComparison.Ordinal);

        var escaped = await _site.GetAsync("/query?id=7&col=summary");
        Assert.Contains("&lt;", escaped.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", escaped.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_value_is_said_on_the_page_and_an_export_of_it_is_an_error()
    {
        var page = await _site.GetAsync("/query?time=nonsense..");
        Assert.Equal(200, page.Status);
        Assert.Contains("&#34;nonsense&#34; is an invalid date", page.Body, StringComparison.Ordinal);

        var export = await _site.GetAsync("/query?time=nonsense..&format=csv");
        Assert.Equal(500, export.Status);
        Assert.Contains("Invalid query constraint value", export.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_filter_a_user_gets_his_own_open_tickets_and_a_stranger_all_open_ones()
    {
        var own = await _site.GetAsync("/query?format=csv&col=owner&max=0", Joe);
        Assert.Equal(200, own.Status);
        var owners = own.Body.Split("\r\n")[1..^1].Select(line => line.Split(',', 2)[1]).Distinct();
        Assert.Equal(["Joe Deckhand"], owners);

        var all = await _site.GetAsync("/query?format=csv&max=2");
        Assert.Equal("\ufeffid,Summary,Status,Owner,Type,Priority,Milestone", all.Body.Split("\r\n")[0]);
        Assert.Equal(4, all.Body.Split("\r\n").Length);
    }

    [Fact]
    public async Task Form_arguments_of_the_query_page_mean_the_same_as_plain_ones()
    {
        var plain = await _site.GetAsync("/query?owner=~mar&max=3&format=csv");
        var form = await _site.GetAsync("/query?0_owner=mar&0_owner_mode=~&max=3&format=csv");

        Assert.Equal(plain.Body, form.Body);
    }

    [Fact]
    public async Task Button_update_leads_to_the_canonical_address()
    {
        var answer = await _site.GetAsync("/query?status=new&0_owner=joe&0_owner_mode=!&update=Update");

        Assert.Equal(302, answer.Status);
        Assert.Equal("http://trac.example.org/query?owner=!joe&or&status=new&order=priority", answer.Location);
    }

    [Fact]
    public async Task Unknown_export_is_an_error_and_a_feed_is_well_formed_XML()
    {
        Assert.Equal(500, (await _site.GetAsync("/query?format=nope")).Status);

        var feed = await _site.GetAsync("/query?id=1-30&format=rss&max=0&order=id");
        Assert.Equal("application/rss+xml", feed.MediaType);
        var items = System.Xml.Linq.XDocument.Parse(feed.Body).Descendants("item").ToList();
        Assert.Equal("#1: Berth plan loses the second tug booking", (string?)items[0].Element("title"));
        Assert.Equal("http://trac.example.org/ticket/1", (string?)items[0].Element("guid"));
        Assert.Equal("Mon, 04 Jan 2021 08:15:00 GMT", (string?)items[0].Element("pubDate"));
        Assert.Contains("<em>Alba</em>", (string?)items[0].Element("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_gives_an_address_as_author_and_a_name_as_creator()
    {
        var feed = await _site.GetAsync("/query?id=7,8&format=rss&order=id", Admin);

        Assert.Contains("<dc:creator>o'brien</dc:creator>", feed.Body, StringComparison.Ordinal);
        Assert.Contains("<author>Ana Maria &lt;ana@example.org&gt;</author>", feed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_an_address_asks_for_counts_before_the_usual_query()
    {
        await using var site = await WebSite.StartAsync(
            ini: "[query]\ndefault_anonymous_query = id=1-9&order=id&desc=1&max=2&col=id\n");
        (string, string)[] cases = [("", "9,8"), ("&desc=0", "1,2"), ("&desc=", "1,2"), ("&desc=1&max=1", "9")];
        foreach (var (arguments, expected) in cases)
        {
            var answer = await site.GetAsync("/query?format=csv" + arguments);

            Assert.Equal(expected, string.Join(',', answer.Body.Split("\r\n")[1..^1]));
        }
    }
}
