using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Tests.Queries;

/// <summary>What is known of a query before it is run is the same on every engine.</summary>
public sealed class PreparedQueryTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();

    [Theory]
    [InlineData("status=new", "/query?status=new&order=priority")]
    [InlineData("status!=closed&owner=joe|marit&order=time&desc=1", "/query?owner=joe&owner=marit&status=!closed&order=time&desc=1")]
    [InlineData("or&id=1&or&summary~=a b&c=x", "/query?id=1&or&summary=~a+b&order=priority")]
    [InlineData("component=文書&group=type&groupdesc=1&max=5&page=2", "/query?component=%E6%96%87%E6%9B%B8&group=type&groupdesc=1&max=5&order=priority&page=2")]
    [InlineData("id=1&col=id|owner&row=description", "/query?id=1&order=priority&col=id&col=owner&row=description")]
    [InlineData("id=1&col=owner", "/query?id=1&order=priority&col=id&col=owner")]
    [InlineData("id=1&max=0&report=7&format=csv", "/query?id=1&report=7&max=0&order=priority&format=csv")]
    [InlineData("nosuch=1&or&id=1", "/query?or&id=1&order=priority")]
    public async Task Canonical_address_names_what_differs_from_the_defaults(string text, string expected)
    {
        await using var world = await QueryWorld.OpenAsync(_engine);

        Assert.Equal(expected, (await world.PrepareAsync(text)).Path());
    }

    [Fact]
    public async Task Link_for_a_feed_starts_at_the_first_page_with_the_usual_number_of_tickets()
    {
        await using var world = await QueryWorld.OpenAsync(_engine);
        var query = await world.PrepareAsync("status=new&max=5&page=3");

        Assert.Equal("/query?status=new&order=priority&format=rss", query.Path(new TicketQueryLink { Format = "rss" }));
        Assert.Equal("/query?status=new&max=5&order=id&desc=1", query.Path(new TicketQueryLink { Order = "id", IsDescending = true, Page = 1 }));
    }

    [Theory]
    [InlineData("status!=closed", "id,summary,status,owner,type,priority,milestone")]
    [InlineData("status=new", "id,summary,owner,type,priority,milestone,component")]
    [InlineData("status=new&owner=joe&group=type", "id,summary,priority,milestone,component,version,severity")]
    [InlineData("id=1&order=customer", "id,summary,owner,type,status,priority,customer")]
    [InlineData("cc~=joe", "id,summary,cc,owner,type,status,priority")]
    [InlineData("time=2021", "id,summary,time,owner,type,status,priority")]
    [InlineData("col=summary|nosuch|status", "id,summary,status")]
    public async Task Usual_columns_are_those_that_tell_something(string text, string expected)
    {
        await using var world = await QueryWorld.OpenAsync(_engine);

        Assert.Equal(expected, string.Join(',', (await world.PrepareAsync(text)).Columns));
    }

    public void Dispose() => _engine.Dispose();
}
