using OffTrac.Core.Storage;
using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Milestones;

/// <summary>Reads and writes rows of <c>milestone</c>. A date that is not set is 0, or NULL where others wrote it.</summary>
internal sealed class MilestoneRows(DatabaseEngine engine)
{
    private const string Select = """SELECT "name", "due", "completed", "description" FROM "milestone" WHERE "name" """;

    /// <summary>PostgreSQL locks the row until the end of the transaction; SQLite has one writer anyway.</summary>
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";

    /// <summary>All in Trac's order.</summary>
    public static async ValueTask<IReadOnlyList<Milestone>> ListAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(Select + "IS NOT NULL", null, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.Select(row => row.ToMilestone())
                .OrderBy(milestone => milestone.Completed ?? DateTimeOffset.MaxValue)
                .ThenBy(milestone => milestone.Due ?? DateTimeOffset.MaxValue)
                .ThenBy(milestone => milestone.Name, NaturalOrder.Instance),
        ];
    }

    public static ValueTask<Milestone?> FindAsync(string name, IDatabaseSession session, CancellationToken cancellation) =>
        FindAsync(name, "", session, cancellation);

    /// <summary>One, kept from being changed by others.</summary>
    public ValueTask<Milestone?> LockAsync(string name, IWriteScope scope, CancellationToken cancellation) =>
        FindAsync(name, _locking, scope, cancellation);

    /// <summary>False when there is one of that name.</summary>
    public static async ValueTask<bool> InsertAsync(Milestone milestone, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """
            INSERT INTO "milestone" ("name", "due", "completed", "description")
            VALUES (@Name, @due, @completed, @Description) ON CONFLICT DO NOTHING
            """,
            Parameters(milestone, milestone.Name),
            cancellation).ConfigureAwait(false) > 0;

    public static async ValueTask UpdateAsync(string name, Milestone milestone, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """
            UPDATE "milestone" SET "name" = @Name, "due" = @due, "completed" = @completed, "description" = @Description
            WHERE "name" = @old
            """,
            Parameters(milestone, name),
            cancellation).ConfigureAwait(false);

    public static async ValueTask DeleteAsync(string name, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync("""DELETE FROM "milestone" WHERE "name" = @name""", new { name }, cancellation).ConfigureAwait(false);

    /// <summary>
    /// Numbers of its tickets, kept from being changed by others: one that somebody else has just given another milestone isn't among
    /// them. As in Trac a ticket without a status counts as closed.
    /// </summary>
    public ValueTask<IReadOnlyList<int>> TicketsAsync(
        string name, bool excludeClosed, IWriteScope scope, CancellationToken cancellation) => scope.QueryAsync<int>(
            $"""
            SELECT "id" FROM "ticket" WHERE "milestone" = @name{(excludeClosed ? """ AND "status" <> 'closed'""" : "")} ORDER BY "id"{_locking}
            """,
            new { name },
            cancellation);

    private static object Parameters(Milestone milestone, string old) => new
    {
        milestone.Name,
        due = Stored(milestone.Due),
        completed = Stored(milestone.Completed),
        milestone.Description,
        old,
    };

    private static async ValueTask<Milestone?> FindAsync(
        string name, string locking, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>($"{Select}= @name{locking}", new { name }, cancellation).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0].ToMilestone();
    }

    private static long Stored(DateTimeOffset? time) => time is { } given ? TracTime.ToMicroseconds(given) : 0;

    private sealed class Row
    {
        public required string Name { get; init; }

        public long? Due { get; init; }

        public long? Completed { get; init; }

        public string? Description { get; init; }

        public Milestone ToMilestone() => new()
        {
            Name = Name,
            Due = Given(Due),
            Completed = Given(Completed),
            Description = Description ?? "",
        };

        private static DateTimeOffset? Given(long? time) => time is null or 0 ? null : TracTime.FromMicroseconds(time.Value);
    }
}
