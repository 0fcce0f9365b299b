using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Attachments;

/// <summary>Attachments as Trac's rows and files.</summary>
public sealed class AttachmentStore(IDatabase database, AttachmentFiles files)
{
    /// <summary>Attachments of a resource by time.</summary>
    public ValueTask<IReadOnlyList<Attachment>> ListAsync(Resource parent, CancellationToken cancellation) => database.ReadAsync(
        parent, static (session, parent, cancellation) => ListAsync(parent, session, cancellation), cancellation);

    /// <summary>Deletes all attachments of a resource: rows now, files when the outermost transaction is committed.</summary>
    internal async ValueTask DeleteAllAsync(Resource parent, IWriteScope scope, CancellationToken cancellation)
    {
        var attachments = await ListAsync(parent, scope, cancellation).ConfigureAwait(false);
        if (attachments.Count == 0)
            return;
        await scope.ExecuteAsync(
            """DELETE FROM "attachment" WHERE "type" = @realm AND "id" = @id""", new { realm = parent.Realm, id = parent.Id }, cancellation)
            .ConfigureAwait(false);
        ((ICommitHooks)scope).AfterCommit(_ =>
        {
            files.Remove(parent.Realm, parent.Id!, attachments.Select(attachment => attachment.FileName));
            return default;
        });
    }

    private static async ValueTask<IReadOnlyList<Attachment>> ListAsync(
        Resource parent, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(string FileName, long? Size, long? Time, string? Description, string? Author)>(
            """
            SELECT "filename", "size", "time", "description", "author" FROM "attachment"
            WHERE "type" = @realm AND "id" = @id AND "filename" IS NOT NULL ORDER BY "time"
            """,
            new { realm = parent.Realm, id = parent.Id },
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new Attachment
        {
            Parent = parent,
            FileName = row.FileName,
            Size = row.Size ?? 0,
            Time = TracTime.FromMicroseconds(row.Time ?? 0),
            Description = row.Description,
            Author = row.Author,
        })];
    }
}
