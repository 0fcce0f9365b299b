using OffTrac.Core.Tests.Queries;
using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Reports;

public sealed class SqliteReportTests() : ReportTests(TestEngine.Sqlite())
{
    [Theory]
    [InlineData("query:status=new&order=id", "/query?status=new&report=4&order=id")]
    [InlineData("query:\n status=new\n &owner=joe", "/query?owner=joe&status=new&report=4&order=priority")]
    [InlineData("?status=new\n&owner=~é x", "/query?status=new&owner=~%C3%A9+x&report=4")]
    [InlineData("query:?status=new&report=4", "/query?status=new&report=4")]
    [InlineData("?", "/query?report=4")]
    [InlineData("SELECT 'query:'", null)]
    public async Task Saved_query_leads_to_its_address(string query, string? expected)
    {
        await using var world = await QueryWorld.OpenAsync(Engine);

        Assert.Equal(expected, await Runner(world).FindSavedQueryAsync(Report(query), default));
    }
}
