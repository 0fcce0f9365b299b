using OffTrac.TestServers;

namespace OffTrac.Plugins.Web.Tests;

public sealed class HiddenTicketTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new("authz");
    private WebSite _site = null!;

    public async Task InitializeAsync()
    {
        var file = _directory.Combine("authz.conf");
        await File.WriteAllTextAsync(file, "[ticket:3]\nanonymous = !TICKET_VIEW\n[report:7]\nanonymous = !REPORT_VIEW\n");
        _site = await WebSite.StartAsync(ini: $"""
            [components]
            tracopt.perm.authz_policy.* = enabled
            [trac]
            permission_policies = AuthzPolicy, DefaultWikiPolicy, DefaultTicketPolicy, DefaultPermissionPolicy, LegacyAttachmentPolicy
            [authz_policy]
            authz_file = {file}
            """);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Ticket_that_the_reader_may_not_see_is_in_no_page_export_or_feed()
    {
        foreach (var format in new[] { "", "&format=csv", "&format=tab", "&format=rss" })
        {
            var query = (await _site.GetAsync("/query?id=2-4&order=id" + format)).Body;
            Assert.Contains("Show tide height", query, StringComparison.Ordinal);
            Assert.DoesNotContain("Printing is slow", query, StringComparison.Ordinal);
            Assert.DoesNotContain("Printing is slow", (await _site.GetAsync("/report/1?max=0" + format)).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Report_that_the_reader_may_not_see_is_refused_and_not_listed()
    {
        Assert.Equal(403, (await _site.GetAsync("/report/7")).Status);
        Assert.DoesNotContain("作業中", (await _site.GetAsync("/report?format=csv")).Body, StringComparison.Ordinal);
        Assert.Equal(403, (await _site.GetAsync("/query?status=new&report=7")).Status);
    }
}
