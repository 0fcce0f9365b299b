using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Attachments;

/// <summary>
/// The way in for people's attachments: permission, limits, manipulators, store, as far as the request asks for each. Stands for what
/// Trac's web module does around its model.
/// </summary>
public interface IAttachmentEditor
{
    /// <summary>Attaches a file.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="content">The content; it is not disposed.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the reading and the wait before the commit; nothing is stored then.</param>
    /// <returns>The attachment, or problems; with problems nothing was stored.</returns>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such parent.</exception>
    /// <exception cref="TracException">The name is not possible, the content is too large, or the disk is full.</exception>
    ValueTask<AttachmentResult> AddAsync(AttachmentRequest request, Stream content, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes an attachment; needs <c>ATTACHMENT_DELETE</c> when permissions are asked for.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such attachment.</exception>
    ValueTask DeleteAsync(AttachmentRequest request, IWriteScope? scope, CancellationToken cancellation);
}
