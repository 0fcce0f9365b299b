using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>Rows of <c>report</c>.</summary>
public sealed class ReportStore(IDatabase database) : IReportStore
{
    private const string Select = """SELECT "id", "title", "author", "query", "description" FROM "report" """;

    public ValueTask<Report?> FindAsync(int id, CancellationToken cancellation) => database.ReadAsync(
        id,
        static async (session, id, cancellation) =>
            (await session.QueryAsync<Row>(Select + """WHERE "id" = @id""", new { id }, cancellation).ConfigureAwait(false))
                .Select(row => row.ToReport()).FirstOrDefault(),
        cancellation);

    public ValueTask<IReadOnlyList<Report>> ListAsync(ReportOrder order, bool isDescending, CancellationToken cancellation) => database.ReadAsync(
        $"""{Select}ORDER BY "{(order == ReportOrder.Title ? "title" : "id")}"{(isDescending ? " DESC" : "")}""",
        static async ValueTask<IReadOnlyList<Report>> (session, sql, cancellation) =>
            [.. (await session.QueryAsync<Row>(sql, null, cancellation).ConfigureAwait(false)).Select(row => row.ToReport())],
        cancellation);

    public ValueTask<Report> CreateAsync(NewReport report, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        var stored = new Report { Id = 0, Title = Stored(report.Title), Query = Given(report.Query), Description = Stored(report.Description) };
        return database.WriteAsync(
            stored,
            static async (scope, report, cancellation) => report with
            {
                Id = (await scope.QueryAsync<int>(
                    """INSERT INTO "report" ("title", "query", "description") VALUES (@Title, @Query, @Description) RETURNING "id" """,
                    report, cancellation).ConfigureAwait(false))[0],
            },
            scope,
            cancellation);
    }

    public ValueTask<Report> UpdateAsync(Report report, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        var stored = report with { Title = Stored(report.Title), Query = Given(report.Query), Description = Stored(report.Description) };
        return database.WriteAsync(
            stored,
            static async (scope, report, cancellation) =>
                await scope.ExecuteAsync(
                    """UPDATE "report" SET "title" = @Title, "query" = @Query, "description" = @Description WHERE "id" = @Id""",
                    report, cancellation).ConfigureAwait(false) > 0
                    ? report
                    : throw NotFound(report.Id),
            scope,
            cancellation);
    }

    public async ValueTask DeleteAsync(int id, IWriteScope? scope, CancellationToken cancellation) => await database.WriteAsync(
        id,
        static async (scope, id, cancellation) =>
            await scope.ExecuteAsync("""DELETE FROM "report" WHERE "id" = @id""", new { id }, cancellation).ConfigureAwait(false) > 0
                ? 0
                : throw NotFound(id),
        scope,
        cancellation).ConfigureAwait(false);

    private static string? Stored(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Given(string? query) => string.IsNullOrEmpty(query) ? throw new TracException("Query cannot be empty.") : query;

    private static ResourceNotFoundException NotFound(int id) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Report {id} does not exist."));

    private sealed class Row
    {
        public int Id { get; init; }

        public string? Title { get; init; }

        public string? Author { get; init; }

        public string? Query { get; init; }

        public string? Description { get; init; }

        public Report ToReport() => new() { Id = Id, Title = Title, Author = Author, Query = Query ?? "", Description = Description };
    }
}
