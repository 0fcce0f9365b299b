using OffTrac.Core.Reports;
using OffTrac.Core.Tests.Queries;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Tests.Reports;

public abstract class ReportTests(TestEngine engine) : IDisposable
{
    private protected TestEngine Engine { get; } = engine;

    [SkippableFact]
    public async Task Report_is_stored_changed_and_deleted_as_Trac_writes_it()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        var store = new ReportStore(world.Stores.Database);
        var made = await store.CreateAsync(new NewReport { Title = "", Query = "SELECT 1", Description = "d" }, null, default);
        Assert.Equal([$"{made.Id}|NULL|NULL|'SELECT 1'|'d'"], await RowAsync(made.Id));

        await store.UpdateAsync(made with { Title = "t", Description = "" }, null, default);
        Assert.Equal([$"{made.Id}|NULL|'t'|'SELECT 1'|NULL"], await RowAsync(made.Id));
        Assert.Equal("t", (await store.FindAsync(made.Id, default))!.Title);

        await store.DeleteAsync(made.Id, null, default);
        Assert.Null(await store.FindAsync(made.Id, default));
        await Assert.ThrowsAsync<ResourceNotFoundException>(async () => await store.DeleteAsync(made.Id, null, default));
        await Assert.ThrowsAsync<ResourceNotFoundException>(async () => await store.UpdateAsync(made, null, default));
        await Assert.ThrowsAsync<TracException>(async () => await store.CreateAsync(new NewReport { Query = "" }, null, default));

        ValueTask<IReadOnlyList<string>> RowAsync(int id) =>
            world.Stores.RowsAsync($"SELECT id, author, title, query, description FROM report WHERE id = {id}");
    }

    [SkippableFact]
    public async Task Variables_are_parameters_also_within_texts()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        (string, string, string)[] cases =
        [
            ("SELECT id FROM ticket WHERE id = $ID", "ID=7", "7"),
            ("SELECT id FROM ticket WHERE owner = $USER AND status = 'closed' ORDER BY id LIMIT 1", "", "37"),
            ("SELECT 'a$X-$Y''b'", "X=1;Y=2", "a1-2'b"),
            ("SELECT '$X'", "X=$Y;Y=it's", "it's"),
            ("SELECT '$X'", "X=$$Y", "$Y"),
            ("SELECT '$X'", "", ""),
            ("-- X = from the comment\nSELECT '$X'", "", "from the comment"),
            ("-- X = from the comment\nSELECT '$X'", "X=given", "given"),
            ("SELECT '%' || '$X' || '%%' WHERE 'a' LIKE '%'", "X=1", "%1%%"),
            ("SELECT '$x $1 $' WHERE 1 = 1 -- it's one", "", "$x $1 $"),
        ];
        foreach (var (sql, variables, expected) in cases)
        {
            var result = await Run(world, sql, variables);

            Assert.Equal(expected, Convert.ToString(result.Rows[0][0], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [SkippableFact]
    public async Task Column_without_a_name_shows_no_name_of_a_parameter()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        var result = await Run(world, "SELECT 'x$A' || '$B'", "A=1;B=2");

        Assert.Equal([Engine.Engine == Sdk.Storage.DatabaseEngine.PostgreSql ? "?column?" : "'x'||?||'' || ''||?||''"], result.Columns);
    }

    [SkippableFact]
    public async Task Missing_variables_are_named_and_used_ones_listed()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        var result = await Run(world, "SELECT '$A', '$B', '$A'", "B=2;C=3");

        Assert.Equal(["A"], result.MissingVariables);
        Assert.Equal(["A=", "B=2"], result.Variables.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Page_is_sorted_and_cut_in_the_statement()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        (string, string, bool, string)[] cases =
        [
            ("SELECT id FROM ticket", "id", true, "1,2,3"),
            ("SELECT id FROM ticket ORDER BY id", "id", false, "127,126,125"),
            ("SELECT id FROM ticket ORDER BY @SORT_COLUMN@", "id", false, "127,126,125"),
            ("SELECT id FROM ticket ORDER BY id @LIMIT_OFFSET@", "", true, "1,2,3"),
            ("SELECT id FROM ticket ORDER BY id LIMIT 2", "", true, "1,2"),
            ("SELECT owner AS __group__, id FROM ticket WHERE owner IN ('joe', 'nils')", "id", false, "122,116,103"),
            ("SELECT id FROM (SELECT id FROM ticket ORDER BY summary LIMIT 200) AS x -- ORDER BY nothing\n", "id", true, "1,2,3"),
            ("SELECT id FROM ticket ORDER BY id;", "", true, "1,2,3"),
        ];
        foreach (var (sql, sort, isAscending, expected) in cases)
        {
            var result = await Runner(world).RunAsync(
                new ReportRequest { Report = Report(sql), User = "joe", Sort = sort, IsAscending = isAscending, Limit = 3 }, default);

            Assert.Equal(expected, string.Join(',', result.Rows.Select(row => row[^1])));
        }
    }

    [SkippableFact]
    public async Task Unknown_column_to_sort_by_is_an_error()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);

        await Assert.ThrowsAsync<ReportException>(async () => await Runner(world).RunAsync(
            new ReportRequest { Report = Report("SELECT id FROM ticket"), User = "joe", Sort = "id; DROP TABLE ticket", Limit = 3 }, default));
    }

    [SkippableFact]
    public async Task Statement_that_writes_or_fails_is_an_error_and_leaves_all_as_it_was()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        string[] cases =
        [
            "",
            "DELETE FROM ticket",
            "SELECT 1; SELECT 2",
            "WITH x AS (SELECT 1) DELETE FROM ticket",
            "PRAGMA query_only = 0",
            "SET TRANSACTION READ WRITE",
            "SELECT nonsense FROM nowhere",
            "SELECT ' FROM ticket",
        ];
        foreach (var sql in cases)
        {

            await Assert.ThrowsAsync<ReportException>(async () => await Run(world, sql, ""));
            Assert.Equal(["125"], await world.Stores.RowsAsync("SELECT COUNT(*) FROM ticket"));
        }
    }

    [SkippableFact]
    public async Task Endless_statement_is_stopped_and_the_connection_serves_on()
    {
        await using var world = await QueryWorld.OpenAsync(Engine);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Runner(world).RunAsync(
            new ReportRequest
            {
                Report = Report("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"),
                User = "joe",
            },
            impatient.Token));
        Assert.Equal(7L, (await Run(world, "SELECT id FROM ticket WHERE id = 7", "")).Rows[0][0]);
    }

    public void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Report Report(string sql) => new() { Id = 4, Title = "t", Query = sql };

    private protected static ReportSystem Runner(QueryWorld world) => new(world.Stores.Database, world.Queries, world.Stores.Time);

    private protected static ValueTask<ReportResult> Run(QueryWorld world, string sql, string variables) => Runner(world).RunAsync(
        new ReportRequest
        {
            Report = Report(sql),
            User = "joe",
            Variables = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=', 2)[1]),
        },
        default);
}
