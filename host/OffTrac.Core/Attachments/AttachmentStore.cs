using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Attachments;

/// <summary>Attachments as Trac's rows and files.</summary>
public sealed class AttachmentStore(
    IEnvironment environment,
    IDatabase database,
    AttachmentFiles files,
    IResources resources,
    IChangeRecorder recorder,
    TimeProvider time) : IAttachmentStore
{
    private readonly AttachmentRows _rows = new(database.Engine);
    private readonly AttachmentParents _parents = new(resources, database.Engine);

    public ValueTask<IReadOnlyList<Attachment>> ListAsync(Resource parent, CancellationToken cancellation) => database.ReadAsync(
        Whole(parent), static (session, parent, cancellation) => AttachmentRows.ListAsync(parent, session, cancellation), cancellation);

    public ValueTask<Attachment?> FindAsync(Resource parent, string fileName, CancellationToken cancellation) => database.ReadAsync(
        (parent: Whole(parent), fileName),
        static (session, state, cancellation) => AttachmentRows.FindAsync(state.parent, state.fileName, session, cancellation),
        cancellation);

    public ValueTask<Stream> OpenAsync(Attachment attachment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        cancellation.ThrowIfCancellationRequested();
        var parent = Whole(attachment.Parent);
        return new(AttachmentFiles.Open(files.PathOf(parent.Realm, parent.Id!, attachment.FileName), attachment.FileName));
    }

    public async ValueTask<Attachment> AddAsync(
        NewAttachment attachment, Stream content, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        ArgumentNullException.ThrowIfNull(content);
        if (environment.IsReadOnly)
            throw new ReadOnlyException($"'{attachment.FileName}' can't be attached: {environment.Name} is served read-only.");
        AttachmentName.Check(attachment.FileName);
        var parent = Whole(attachment.Parent);
        var folder = files.FolderOf(parent.Realm, parent.Id!);
        await CheckParentAsync(parent, "create", scope, cancellation).ConfigureAwait(false);
        using var upload = await AttachmentUpload.TakeAsync(
            files, folder, attachment.FileName, content, attachment.MaxSize, time.GetUtcNow(), cancellation).ConfigureAwait(false);
        return await database.WriteAsync(
            (store: this, attachment with { Parent = parent }, upload),
            static (scope, state, cancellation) => state.store.InsertAsync(state.Item2, state.upload, scope, cancellation),
            scope,
            cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<Attachment>> MoveAsync(AttachmentMove move, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(move);
        if (move.NewFileName is { } name)
        {
            AttachmentName.Check(name);
            if (move.FileName is null)
                throw new ArgumentException("All attachments of a parent can't get one name.", nameof(move));
        }

        move = move with { Parent = Whole(move.Parent), NewParent = Whole(move.NewParent ?? move.Parent) };
        await CheckParentAsync(move.NewParent, "move", scope, cancellation).ConfigureAwait(false);
        return await database.WriteAsync(
            (store: this, move),
            static async (scope, state, cancellation) =>
            {
                await state.store._parents.LockAsync(state.move.NewParent!, "move", scope, cancellation).ConfigureAwait(false);
                return await state.store.MoveInAsync(state.move, scope, cancellation).ConfigureAwait(false);
            },
            scope,
            cancellation).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(AttachmentDeletion deletion, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deletion);
        await database.WriteAsync(
            (store: this, deletion with { Parent = Whole(deletion.Parent) }),
            static async (scope, state, cancellation) =>
            {
                await state.store.DeleteInAsync(state.Item2, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Moves within a transaction, also to a parent that is only just getting its name: rows and files now, old files after the commit.</summary>
    internal async ValueTask<IReadOnlyList<Attachment>> MoveInAsync(AttachmentMove move, IWriteScope scope, CancellationToken cancellation)
    {
        var attachments = await LockAsync(move.Parent, move.FileName, scope, cancellation).ConfigureAwait(false);
        var placement = new AttachmentPlacement(files, (ICommitHooks)scope);
        var moved = new List<Attachment>(attachments.Count);
        foreach (var attachment in attachments)
        {
            var target = attachment with { Parent = move.NewParent ?? move.Parent, FileName = move.NewFileName ?? attachment.FileName };
            await MoveOneAsync(attachment, target, placement, scope, cancellation).ConfigureAwait(false);
            moved.Add(target);
            var change = new AttachmentMoved
            {
                Attachment = target,
                OldParent = attachment.Parent,
                OldFileName = attachment.FileName,
                Author = move.Author,
                Time = TracTime.Truncate(time.GetUtcNow()),
                Origin = move.Origin,
                Notify = move.Notify,
            };
            await recorder.RecordAsync(change, scope, cancellation).ConfigureAwait(false);
        }

        if (move.FileName is null && moved.Count > 0)
            placement.RemoveFolderAfterCommit(files.FolderOf(move.Parent.Realm, move.Parent.Id!));
        return moved;
    }

    /// <summary>Deletes within a transaction: rows now, files after the commit.</summary>
    internal async ValueTask DeleteInAsync(AttachmentDeletion deletion, IWriteScope scope, CancellationToken cancellation)
    {
        var attachments = await LockAsync(deletion.Parent, deletion.FileName, scope, cancellation).ConfigureAwait(false);
        if (attachments.Count == 0)
            return;
        if (deletion.FileName is null)
            await AttachmentRows.DeleteAllAsync(deletion.Parent, scope, cancellation).ConfigureAwait(false);
        else
            await AttachmentRows.DeleteAsync(attachments[0], scope, cancellation).ConfigureAwait(false);
        var placement = new AttachmentPlacement(files, (ICommitHooks)scope);
        placement.RemoveAfterCommit(attachments);
        if (deletion.FileName is null)
            placement.RemoveFolderAfterCommit(files.FolderOf(deletion.Parent.Realm, deletion.Parent.Id!));
        foreach (var attachment in attachments)
        {
            var change = new AttachmentDeleted
            {
                Attachment = attachment,
                Author = deletion.Author,
                Time = TracTime.Truncate(time.GetUtcNow()),
                Origin = deletion.Origin,
                Notify = deletion.Notify,
            };
            await recorder.RecordAsync(change, scope, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask MoveOneAsync(
        Attachment from, Attachment to, AttachmentPlacement placement, IWriteScope scope, CancellationToken cancellation)
    {
        if (from == to)
            throw new TracException("Attachment not modified");
        if (await AttachmentRows.FindAsync(to.Parent, to.FileName, scope, cancellation).ConfigureAwait(false) is not null
            || !placement.TryMove(from, to))
        {
            throw new ResourceExistsException(
                $"Cannot move attachment \"{from.FileName}\" to \"{Title(to.Parent, to.FileName)}\" as it already exists");
        }

        await AttachmentRows.MoveAsync(from, to, scope, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Attachment> InsertAsync(
        NewAttachment wanted, AttachmentUpload upload, IWriteScope scope, CancellationToken cancellation)
    {
        await _parents.LockAsync(wanted.Parent, "create", scope, cancellation).ConfigureAwait(false);
        var attachment = new Attachment
        {
            Parent = wanted.Parent,
            FileName = wanted.FileName,
            Size = upload.Size,
            Time = TracTime.Truncate(wanted.Time ?? time.GetUtcNow()),
            Description = wanted.Description,
            Author = wanted.Author,
        };
        var placement = new AttachmentPlacement(files, (ICommitHooks)scope);
        if (!wanted.Replace || !await ReplaceAsync(wanted, attachment, upload, placement, scope, cancellation).ConfigureAwait(false))
            attachment = await NameAsync(attachment, upload, placement, scope, cancellation).ConfigureAwait(false);
        var added = new AttachmentAdded
        {
            Attachment = attachment,
            Author = wanted.Author,
            Time = attachment.Time,
            Origin = wanted.Origin,
            Notify = wanted.Notify,
        };
        await recorder.RecordAsync(added, scope, cancellation).ConfigureAwait(false);
        return attachment;
    }

    /// <summary>False when there is nothing to replace.</summary>
    private async ValueTask<bool> ReplaceAsync(
        NewAttachment wanted,
        Attachment attachment,
        AttachmentUpload upload,
        AttachmentPlacement placement,
        IWriteScope scope,
        CancellationToken cancellation)
    {
        // Whoever replaces it at the same time deletes the row that was waited for and makes a new one, which another look finds.
        while (await AttachmentRows.FindAsync(attachment.Parent, attachment.FileName, scope, cancellation).ConfigureAwait(false) is not null)
        {
            if (await _rows.LockAsync(attachment.Parent, attachment.FileName, scope, cancellation).ConfigureAwait(false) is not { } old)
                continue;
            await AttachmentRows.DeleteAsync(old, scope, cancellation).ConfigureAwait(false);
            if (!await AttachmentRows.InsertAsync(attachment, scope, cancellation).ConfigureAwait(false))
                continue;
            placement.Replace(upload, attachment);
            var deleted = new AttachmentDeleted
            {
                Attachment = old,
                Author = wanted.Author,
                Time = TracTime.Truncate(time.GetUtcNow()),
                Origin = wanted.Origin,
                Notify = wanted.Notify,
            };
            await recorder.RecordAsync(deleted, scope, cancellation).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    /// <summary>The attachment under the first name that neither a row nor a file has.</summary>
    private static async ValueTask<Attachment> NameAsync(
        Attachment attachment, AttachmentUpload upload, AttachmentPlacement placement, IWriteScope scope, CancellationToken cancellation)
    {
        for (var number = 1; number <= AttachmentName.MostTries; number++)
        {
            var named = number == 1 ? attachment : attachment with { FileName = AttachmentName.Numbered(attachment.FileName, number) };
            if (await AttachmentRows.FindAsync(named.Parent, named.FileName, scope, cancellation).ConfigureAwait(false) is not null
                || !placement.TryPlace(upload, named))
                continue;
            return await AttachmentRows.InsertAsync(named, scope, cancellation).ConfigureAwait(false)
                ? named
                : throw new ResourceExistsException($"Attachment '{Title(named.Parent, named.FileName)}' exists already.");
        }

        throw new TracException(
            $"'{attachment.FileName}' can't be attached: {FormattableString.Invariant($"{AttachmentName.MostTries}")} files of that name are there already.");
    }

    private async ValueTask<IReadOnlyList<Attachment>> LockAsync(
        Resource parent, string? fileName, IWriteScope scope, CancellationToken cancellation) => fileName is null
        ? await _rows.LockAllAsync(parent, scope, cancellation).ConfigureAwait(false)
        : [await _rows.LockAsync(parent, fileName, scope, cancellation).ConfigureAwait(false)
            ?? throw new ResourceNotFoundException($"Attachment '{Title(parent, fileName)}' does not exist.")];

    /// <summary>Before anything is taken in or locked. In a scope of the caller's only what is known to be stored can be asked for.</summary>
    private ValueTask CheckParentAsync(Resource parent, string what, IWriteScope? scope, CancellationToken cancellation) =>
        scope is null || !AttachmentParents.IsKnown(parent.Realm) ? _parents.CheckAsync(parent, what, cancellation) : default;

    private static Resource Whole(Resource parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return string.IsNullOrEmpty(parent.Id)
            ? throw new TracException($"'{parent}' can't have attachments: name one of its realm, such as {parent.Realm}:1.")
            : new Resource { Realm = parent.Realm, Id = parent.Id };
    }

    private static string Title(Resource parent, string fileName) => $"{parent.Realm}:{parent.Id}: {fileName}";
}
