using OffTrac.Core.Tests.Queries;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk.Reports;

namespace OffTrac.Core.Tests.Reports;

[Collection(PostgreSqlTests.Name)]
public sealed class PostgreSqlReportTests(PostgreSqlFixture servers) : ReportTests(TestEngine.PostgreSql(servers))
{
    [SkippableFact]
    public async Task What_a_report_sets_is_gone_after_it()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        await Assert.ThrowsAsync<ReportException>(async () => await Run(world, "SELECT set_config('transaction_read_only', 'off', true)", ""));
        await Assert.ThrowsAsync<ReportException>(async () => await Run(world, "SELECT nextval('ticket_id_seq')", ""));

        await Run(world, "SELECT set_config('search_path', 'pg_catalog', false)", "");
        Assert.Equal(["125"], await world.Stores.RowsAsync("SELECT COUNT(*) FROM ticket"));
    }
}
