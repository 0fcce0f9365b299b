using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Attachments;

/// <summary>Reads and writes rows of <c>attachment</c>. Columns are named one by one: databases of Trac 1.0 and 1.2 have one more.</summary>
internal sealed class AttachmentRows(DatabaseEngine engine)
{
    private const string Select =
        """
        SELECT "filename", "size", "time", "description", "author" FROM "attachment"
        WHERE "type" = @Realm AND "id" = @Id
        """;

    /// <summary>PostgreSQL locks the rows until the end of the transaction; SQLite has one writer anyway.</summary>
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";

    public static ValueTask<IReadOnlyList<Attachment>> ListAsync(Resource parent, IDatabaseSession session, CancellationToken cancellation) =>
        ListAsync(parent, "", session, cancellation);

    public static ValueTask<Attachment?> FindAsync(
        Resource parent, string fileName, IDatabaseSession session, CancellationToken cancellation) =>
        FindAsync(parent, fileName, "", session, cancellation);

    /// <summary>All of a resource, kept from being changed by others.</summary>
    public ValueTask<IReadOnlyList<Attachment>> LockAllAsync(Resource parent, IWriteScope scope, CancellationToken cancellation) =>
        ListAsync(parent, _locking, scope, cancellation);

    /// <summary>One, kept from being changed by others.</summary>
    public ValueTask<Attachment?> LockAsync(Resource parent, string fileName, IWriteScope scope, CancellationToken cancellation) =>
        FindAsync(parent, fileName, _locking, scope, cancellation);

    /// <summary>False when there is a row of that name.</summary>
    public static async ValueTask<bool> InsertAsync(Attachment attachment, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """
            INSERT INTO "attachment" ("type", "id", "filename", "size", "time", "description", "author")
            VALUES (@Realm, @Id, @FileName, @Size, @time, @Description, @Author) ON CONFLICT DO NOTHING
            """,
            new
            {
                attachment.Parent.Realm,
                attachment.Parent.Id,
                attachment.FileName,
                attachment.Size,
                time = TracTime.ToMicroseconds(attachment.Time),
                attachment.Description,
                attachment.Author,
            },
            cancellation).ConfigureAwait(false) > 0;

    public static async ValueTask MoveAsync(Attachment from, Attachment to, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """
            UPDATE "attachment" SET "type" = @newRealm, "id" = @newId, "filename" = @newName
            WHERE "type" = @Realm AND "id" = @Id AND "filename" = @FileName
            """,
            new
            {
                from.Parent.Realm,
                from.Parent.Id,
                from.FileName,
                newRealm = to.Parent.Realm,
                newId = to.Parent.Id,
                newName = to.FileName,
            },
            cancellation).ConfigureAwait(false);

    public static async ValueTask DeleteAsync(Attachment attachment, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """DELETE FROM "attachment" WHERE "type" = @Realm AND "id" = @Id AND "filename" = @FileName""",
            new { attachment.Parent.Realm, attachment.Parent.Id, attachment.FileName },
            cancellation).ConfigureAwait(false);

    public static async ValueTask DeleteAllAsync(Resource parent, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync(
            """DELETE FROM "attachment" WHERE "type" = @Realm AND "id" = @Id""", new { parent.Realm, parent.Id }, cancellation)
            .ConfigureAwait(false);

    private static async ValueTask<IReadOnlyList<Attachment>> ListAsync(
        Resource parent, string locking, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            $"""{Select} AND "filename" IS NOT NULL ORDER BY "time"{locking}""", new { parent.Realm, parent.Id }, cancellation)
            .ConfigureAwait(false);
        return [.. rows.Select(row => row.ToAttachment(parent))];
    }

    private static async ValueTask<Attachment?> FindAsync(
        Resource parent, string fileName, string locking, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            $"""{Select} AND "filename" = @fileName{locking}""", new { parent.Realm, parent.Id, fileName }, cancellation)
            .ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0].ToAttachment(parent);
    }

    private sealed class Row
    {
        public required string FileName { get; init; }

        public long? Size { get; init; }

        public long? Time { get; init; }

        public string? Description { get; init; }

        public string? Author { get; init; }

        public Attachment ToAttachment(Resource parent) => new()
        {
            Parent = parent,
            FileName = FileName,
            Size = Size ?? 0,
            Time = TracTime.FromMicroseconds(Time ?? 0),
            Description = Description,
            Author = Author,
        };
    }
}
