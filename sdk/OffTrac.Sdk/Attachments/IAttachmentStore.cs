using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Attachments;

/// <summary>
/// Attachments as rows and files: exactly those that Trac would write. No permission and no manipulator: check before you call.
/// Stands for Trac's attachment model.
/// <para>
/// A row that is committed has its whole file: a new file is written aside and synchronised with the disk first, gets its place inside the
/// transaction, and goes again when the transaction is undone; the file of a deleted row goes after the commit. What a killed
/// process leaves is at most a file without a row, which nobody sees; its name stays taken, as in Trac.
/// </para>
/// </summary>
public interface IAttachmentStore
{
    /// <summary>Attachments of a resource by time; empty when there is no such resource.</summary>
    /// <param name="parent">What they belong to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<Attachment>> ListAsync(Resource parent, CancellationToken cancellation);

    /// <summary>An attachment, or null.</summary>
    /// <param name="parent">What it belongs to.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<Attachment?> FindAsync(Resource parent, string fileName, CancellationToken cancellation);

    /// <summary>Opens the content for reading, from the beginning; the stream can seek. Dispose it.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ResourceNotFoundException">The file is gone.</exception>
    ValueTask<Stream> OpenAsync(Attachment attachment, CancellationToken cancellation);

    /// <summary>
    /// Stores an attachment and tells the listeners after the commit. The content is read to its end before the database is written, so
    /// that a slow one keeps nobody waiting, except in a scope of the caller's.
    /// </summary>
    /// <param name="attachment">What to store.</param>
    /// <param name="content">Its content; it is not disposed.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the reading and the wait before the commit; nothing is stored then.</param>
    /// <returns>The attachment as stored: its name may be another one.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such parent.</exception>
    /// <exception cref="TracException">The name is not possible, the content is too large, or the disk is full.</exception>
    ValueTask<Attachment> AddAsync(NewAttachment attachment, Stream content, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Gives an attachment, or all of a parent, another parent or name and tells the listeners after the commit.</summary>
    /// <param name="move">What to move.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The attachments after the move; empty when all of a parent were asked for and it has none.</returns>
    /// <exception cref="ResourceNotFoundException">There is no such attachment or new parent.</exception>
    /// <exception cref="ResourceExistsException">There is one already where it would go.</exception>
    /// <exception cref="TracException">Nothing would change, or the new name is not possible.</exception>
    ValueTask<IReadOnlyList<Attachment>> MoveAsync(AttachmentMove move, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes an attachment, or all of a parent, and tells the listeners after the commit.</summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="ResourceNotFoundException">There is no such attachment.</exception>
    ValueTask DeleteAsync(AttachmentDeletion deletion, IWriteScope? scope, CancellationToken cancellation);
}
