namespace OffTrac.Plugins.Web.Tests;

public sealed class ReportPageTests : IAsyncLifetime
{
    private const string Joe = "trac_auth=00112233445566778899aabbccddeeff";
    private const string Admin = "trac_auth=ffeeddccbbaa99887766554433221100";

    private WebSite _site = null!;

    public async Task InitializeAsync() => _site = await WebSite.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task List_shows_every_report_and_is_sorted_as_asked()
    {
        var list = await _site.GetAsync("/report?format=tab&sort=title&asc=0");
        Assert.Equal("attachment; filename=reports.tsv", list.Disposition);
        Assert.Equal("7\t作業中\t作業中のチケット 🚢", list.Body.Split("\r\n")[1]);

        Assert.Contains("Open tickets", (await _site.GetAsync("/report/-1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_is_sorted_paged_and_grouped()
    {
        var page = await _site.GetAsync("/report/1?max=5&page=2&sort=summary&asc=1");
        Assert.Contains("Page 2 of", page.Body, StringComparison.Ordinal);
        Assert.Contains("sort=summary", page.Body, StringComparison.Ordinal);

        var grouped = await _site.GetAsync("/report/3", Joe);
        Assert.Contains("<h2>Hull</h2>", grouped.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("_status", grouped.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_report_shows_what_the_database_says_and_missing_variables_are_named()
    {
        var broken = await _site.GetAsync("/report/8?format=csv");
        Assert.Equal("text/html", broken.MediaType);
        Assert.Contains("no such table: nowhere", broken.Body, StringComparison.Ordinal);

        var missing = await _site.GetAsync("/report/10");
        Assert.Contains("The following arguments are missing: OWNER, STATUS", missing.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_is_given_to_those_who_may_see_it()
    {
        var sql = await _site.GetAsync("/report/2?format=sql", Admin);

        Assert.Equal("text/plain", sql.MediaType);
        Assert.StartsWith("-- ## 2: Tickets of a component ## --\n\n-- Give `?COMPONENT=legacy` in the address.\n\nSELECT", sql.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_that_is_none_or_too_large_or_unknown_is_not_found()
    {
        foreach (var path in new[] { "/report/x", "/report/0", "/report/99999999999999999999", "/report/9" })
            Assert.Equal(404, (await _site.GetAsync(path)).Status);
        Assert.Equal(400, (await _site.GetAsync("/report/1?max=x")).Status);
    }

    [Fact]
    public async Task Administrator_makes_changes_and_deletes_a_report_and_others_may_not()
    {
        Assert.Equal(403, (await _site.PostAsync("/report/1", Joe, ("action", "edit"), ("query", "SELECT 1"))).Status);
        Assert.Equal(403, (await _site.PostAsync("/report/1", Joe, ("action", "delete"))).Status);
        Assert.Equal(403, (await _site.GetAsync("/report/1?action=edit", Joe)).Status);

        var made = await _site.PostAsync("/report", Admin, ("action", "new"), ("title", "Mine & yours"), ("query", "SELECT 1 AS one"));
        Assert.Equal(303, made.Status);
        var path = new Uri(made.Location!).AbsolutePath;
        Assert.Equal("\ufeffone\r\n1\r\n", (await _site.GetAsync(path + "?format=csv")).Body);
        Assert.Contains("Mine &amp; yours", (await _site.GetAsync(path + "?action=edit", Admin)).Body, StringComparison.Ordinal);

        await _site.PostAsync(path, Admin, ("action", "edit"), ("title", "Two"), ("query", "SELECT 2 AS two"));
        Assert.Equal("\ufefftwo\r\n2\r\n", (await _site.GetAsync(path + "?format=csv")).Body);

        await _site.PostAsync(path, Admin, ("action", "delete"));
        Assert.Equal(404, (await _site.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Saved_query_that_names_another_report_leads_to_where_it_can_be_mended()
    {
        var made = await _site.PostAsync("/report", Admin, ("action", "new"), ("title", "x"), ("query", "?status=new&report=1"));

        var answer = await _site.GetAsync(new Uri(made.Location!).AbsolutePath);
        Assert.Equal(302, answer.Status);
        Assert.EndsWith("?action=edit&error=When+specified%2C+the+report+number+should+be+%2211%22.", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_of_several_values_of_a_variable_counts()
    {
        var once = await _site.GetAsync("/report/2?COMPONENT=legacy&format=csv");
        var twice = await _site.GetAsync("/report/2?COMPONENT=legacy&COMPONENT=web+ui&format=csv");

        Assert.True(once.Body.Split("\r\n").Length > 3);
        Assert.Equal(once.Body, twice.Body);
    }

    [Fact]
    public async Task Numbers_of_any_size_are_written_as_Python_writes_them()
    {
        var made = await _site.PostAsync("/report", Admin, ("action", "new"), ("title", "x"), ("query",
            "SELECT 1e15 AS a, 1e16 AS b, -1.5e16 AS c, 1e17 AS d, 1e-5 AS e, 0.0001 AS f, 12345678901234567.0 AS g, 1e100 AS h, 0.0 AS i"));

        var answer = await _site.GetAsync(new Uri(made.Location!).AbsolutePath + "?format=csv");
        Assert.Equal(
            "\ufeffa,b,c,d,e,f,g,h,i\r\n1000000000000000.0,1e+16,-1.5e+16,1e+17,1e-05,0.0001,1.2345678901234568e+16,1e+100,0\r\n", answer.Body);
    }

    [Fact]
    public async Task Statement_that_writes_is_refused_and_changes_nothing()
    {
        string[] statements =
        [
            "DELETE FROM ticket", "SELECT 1; DELETE FROM ticket", "PRAGMA query_only = 0", "ATTACH DATABASE '/tmp/other.db' AS other",
            "WITH gone AS (SELECT 1) DELETE FROM ticket",
        ];
        foreach (var statement in statements)
        {
            var made = await _site.PostAsync("/report", Admin, ("action", "new"), ("title", "x"), ("query", statement));
            var answer = await _site.GetAsync(new Uri(made.Location!).AbsolutePath + "?format=csv");
            Assert.Equal("text/html", answer.MediaType);
            Assert.Contains("Report execution failed", answer.Body, StringComparison.Ordinal);
        }

        Assert.Contains("(125)", (await _site.GetAsync("/query?id=1-200&max=1")).Body, StringComparison.Ordinal);
    }
}
