using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki;

/// <summary>Reads and writes rows of <c>wiki</c>. Columns are named one by one: databases of Trac 1.0 and 1.2 have one more.</summary>
internal sealed class WikiRows(DatabaseEngine engine)
{
    /// <summary>PostgreSQL locks the row until the end of the transaction; SQLite has one writer anyway.</summary>
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";

    public static ValueTask<WikiPage?> FindAsync(string name, int? version, IDatabaseSession session, CancellationToken cancellation) =>
        FindAsync(name, version, "", session, cancellation);

    /// <summary>The latest version, kept from being changed by others.</summary>
    public ValueTask<WikiPage?> LockLatestAsync(string name, IWriteScope scope, CancellationToken cancellation) =>
        FindAsync(name, null, _locking, scope, cancellation);

    public static async ValueTask<IReadOnlyList<string>> NamesAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var names = await session.QueryAsync<string>(
            """SELECT DISTINCT "name" FROM "wiki" WHERE "name" IS NOT NULL""", null, cancellation).ConfigureAwait(false);
        return [.. names.Order(StringComparer.Ordinal)];
    }

    public static async ValueTask<IReadOnlyList<WikiPage>> LatestAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT w."name", w."version", w."time", w."author", w."comment", w."readonly" FROM "wiki" AS w
            INNER JOIN (SELECT "name", MAX("version") AS "version" FROM "wiki" GROUP BY "name") AS l
            ON l."name" = w."name" AND l."version" = w."version"
            """,
            null,
            cancellation).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => row.ToPage())];
    }

    public static async ValueTask<IReadOnlyList<WikiPage>> ChangedAsync(
        DateTimeOffset since, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT w."name", w."version", w."time", w."author", w."comment", w."readonly" FROM "wiki" AS w
            WHERE w."time" >= @since AND w."version" = (SELECT MAX(l."version") FROM "wiki" AS l WHERE l."name" = w."name")
            ORDER BY w."time" DESC
            """,
            new { since = TracTime.ToMicroseconds(since) },
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToPage())];
    }

    public static async ValueTask<IReadOnlyList<WikiPage>> HistoryAsync(
        string name, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT "name", "version", "time", "author", "comment", "readonly" FROM "wiki"
            WHERE "name" = @name ORDER BY "version" DESC
            """,
            new { name },
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToPage())];
    }

    /// <summary>Stores a version. False when somebody else has stored one of that number meanwhile.</summary>
    public static async ValueTask<bool> InsertAsync(WikiPage page, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """
            INSERT INTO "wiki" ("name", "version", "time", "author", "text", "comment", "readonly")
            VALUES (@Name, @Version, @time, @Author, @Text, @Comment, @isReadOnly) ON CONFLICT DO NOTHING
            """,
            new
            {
                page.Name,
                page.Version,
                time = TracTime.ToMicroseconds(page.Time),
                page.Author,
                page.Text,
                page.Comment,
                isReadOnly = page.IsReadOnly ? 1 : 0,
            },
            cancellation).ConfigureAwait(false) > 0;

    public static async ValueTask SetReadOnlyAsync(string name, bool isReadOnly, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """UPDATE "wiki" SET "readonly" = @value WHERE "name" = @name""", new { name, value = isReadOnly ? 1 : 0 }, cancellation)
            .ConfigureAwait(false);

    /// <summary>Another text for a version that is there; its time, author and comment stay.</summary>
    public static async ValueTask SetTextAsync(WikiPage page, string text, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """UPDATE "wiki" SET "text" = @text WHERE "name" = @Name AND "version" = @Version""",
            new { page.Name, page.Version, text },
            cancellation).ConfigureAwait(false);

    public static async ValueTask SetCommentAsync(
        string name, int version, string? comment, IWriteScope scope, CancellationToken cancellation) => await scope.ExecuteAsync(
            """UPDATE "wiki" SET "comment" = @comment WHERE "name" = @name AND "version" = @version""",
            new { name, version, comment },
            cancellation).ConfigureAwait(false);

    /// <summary>All versions get another name.</summary>
    public static async ValueTask RenameAsync(string name, string newName, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync("""UPDATE "wiki" SET "name" = @newName WHERE "name" = @name""", new { name, newName }, cancellation)
            .ConfigureAwait(false);

    /// <summary>Deletes all versions, or one.</summary>
    public static async ValueTask DeleteAsync(string name, int? version, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            version is null
                ? """DELETE FROM "wiki" WHERE "name" = @name"""
                : """DELETE FROM "wiki" WHERE "name" = @name AND "version" = @version""",
            new { name, version },
            cancellation).ConfigureAwait(false);

    private static async ValueTask<WikiPage?> FindAsync(
        string name, int? version, string locking, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT "name", "version", "time", "author", "comment", "readonly", "text" FROM "wiki" WHERE "name" = @name
            {(version is null ? """ORDER BY "version" DESC LIMIT 1""" : """AND "version" = @version""")}{locking}
            """,
            new { name, version },
            cancellation).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0].ToPage();
    }

    private sealed class Row
    {
        public required string Name { get; init; }

        public int Version { get; init; }

        public long? Time { get; init; }

        public string? Author { get; init; }

        public string? Comment { get; init; }

        public int? ReadOnly { get; init; }

        public string? Text { get; init; }

        public WikiPage ToPage() => new()
        {
            Name = Name,
            Version = Version,
            Time = TracTime.FromMicroseconds(Time ?? 0),
            Author = Author,
            Comment = Comment,
            IsReadOnly = ReadOnly is not (null or 0),
            Text = Text ?? "",
        };
    }
}
