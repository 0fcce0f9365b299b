using OffTrac.Core.Storage;
using OffTrac.Sdk.Attachments;

namespace OffTrac.Core.Attachments;

/// <summary>
/// Changes of files that belong to a transaction. A new place is made before the commit, the old one goes after it, so that the row,
/// whichever way the transaction ends, leads to a whole file.
/// </summary>
internal sealed class AttachmentPlacement(AttachmentFiles files, ICommitHooks hooks)
{
    /// <summary>Gives content its name. False when there is a file of that name already.</summary>
    public bool TryPlace(AttachmentUpload upload, Attachment attachment)
    {
        var path = PathOf(attachment);
        try
        {
            if (!FileLink.TryCreate(upload.Path, path))
                return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw AttachmentFiles.Failed("stored", attachment.FileName, failure);
        }

        RemoveAfterRollback(path);
        return true;
    }

    /// <summary>
    /// Gives content the name of a file that is there, which stays aside until the commit. A process that is killed in between leaves
    /// the new content, whole, under the old row.
    /// </summary>
    public void Replace(AttachmentUpload upload, Attachment attachment)
    {
        var path = PathOf(attachment);
        var folder = Path.GetDirectoryName(path)!;
        var (aside, named) = (AttachmentUpload.NewPath(folder), AttachmentUpload.NewPath(folder));
        try
        {
            if (!File.Exists(path))
            {
                FileLink.TryCreate(upload.Path, path);
                RemoveAfterRollback(path);
                return;
            }

            FileLink.TryCreate(path, aside);
            hooks.AfterRollback(() =>
            {
                File.Move(aside, path, overwrite: true);
                return default;
            });
            hooks.AfterCommit(_ =>
            {
                files.Remove(aside);
                return default;
            });
            FileLink.TryCreate(upload.Path, named);
            File.Move(named, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            files.Remove(named);
            throw AttachmentFiles.Failed("stored", attachment.FileName, failure);
        }
    }

    /// <summary>Moves content. False when there is a file already where it would go; one that is gone is nothing to move, as in Trac.</summary>
    public bool TryMove(Attachment from, Attachment to)
    {
        var (old, path) = (PathOf(from), PathOf(to));
        if (File.Exists(path))
            return false;
        if (!File.Exists(old))
            return true;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!FileLink.TryCreate(old, path))
                return false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw AttachmentFiles.Failed("moved", from.FileName, failure);
        }

        RemoveAfterRollback(path);
        hooks.AfterCommit(_ =>
        {
            files.Remove(old);
            return default;
        });
        return true;
    }

    public void RemoveAfterCommit(IReadOnlyList<Attachment> attachments) => hooks.AfterCommit(_ =>
    {
        foreach (var attachment in attachments)
            files.Remove(PathOf(attachment));
        return default;
    });

    public void RemoveFolderAfterCommit(string folder) => hooks.AfterCommit(_ =>
    {
        files.RemoveIfEmpty(folder);
        return default;
    });

    private void RemoveAfterRollback(string path) => hooks.AfterRollback(() =>
    {
        files.Remove(path);
        files.RemoveIfEmpty(Path.GetDirectoryName(path)!);
        return default;
    });

    private string PathOf(Attachment attachment) => files.PathOf(attachment.Parent.Realm, attachment.Parent.Id!, attachment.FileName);
}
