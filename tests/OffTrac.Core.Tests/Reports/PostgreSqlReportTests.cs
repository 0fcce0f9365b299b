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

    [SkippableTheory]
    [InlineData("interval '1 year 2 mons 3 days 04:05:06.7'", "428 days, 4:05:06.700000")]
    [InlineData("interval '-14 mons'", "-425 days, 0:00:00")]
    [InlineData("interval '1 day' - interval '1 hour'", "23:00:00")]
    [InlineData("interval '-1 second'", "-1 day, 23:59:59")]
    [InlineData("now() - now()", "")]
    [InlineData("ARRAY[1, 2, NULL]", "[1, 2, None]")]
    [InlineData("ARRAY[ARRAY[1, 2], ARRAY[3, 4]]", "[[1, 2], [3, 4]]")]
    [InlineData("""ARRAY['a', 'b''c', NULL, 'x y', '"', 'NULL', '']""", """['a', "b'c", None, 'x y', '"', 'NULL', '']""")]
    [InlineData("ARRAY[true]", "[True]")]
    [InlineData("'{}'::int[]", "")]
    [InlineData("time '05:06:07.5'", "05:06:07.500000")]
    [InlineData("timetz '05:06:07+02'", "05:06:07+02:00")]
    [InlineData("timestamp '2021-01-04 05:06:07.5'", "2021-01-04 05:06:07.500000")]
    [InlineData("timestamp '2021-01-04 05:06:07' AT TIME ZONE current_setting('TimeZone') IS NULL", "False")]
    [InlineData("date '0001-01-01'", "0001-01-01")]
    [InlineData("'pg_class'::regclass", "pg_class")]
    [InlineData("pg_sleep(0)", "")]
    [InlineData("ROW(1, 'x', NULL)", "(1,x,)")]
    [InlineData("pg_typeof(1)", "integer")]
    [InlineData("inet '10.0.0.1/8'", "10.0.0.1/8")]
    [InlineData("1e300::numeric * 0 + 12345678901234567890123456789012345678901234567890", "12345678901234567890123456789012345678901234567890")]
    [InlineData("1.10::numeric", "1.10")]
    public async Task Value_of_any_type_is_shown_as_Trac_shows_it(string expression, string expected)
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        var result = await Run(world, $"SELECT {expression}", "");

        Assert.Equal(expected, Convert.ToString(result.Rows[0][0], System.Globalization.CultureInfo.InvariantCulture));
    }
}
