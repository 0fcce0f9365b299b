using System.Data.Common;
using System.Globalization;
using OffTrac.Core.Attachments;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki;

/// <summary>Wiki pages as Trac's rows.</summary>
public sealed class WikiStore(IDatabase database, AttachmentStore attachments, IChangeRecorder recorder, TimeProvider time) : IWikiStore
{
    internal const string NamesKey = "trac.wiki.api.WikiSystem.pages";
    internal const string InterWikiKey = "trac.wiki.interwiki.InterWikiMap.interwiki_map";
    internal const string InterWikiPage = "InterMapTxt";

    private readonly CachedValue<IReadOnlyList<string>> _names = new(database, NamesKey, WikiRows.NamesAsync);
    private readonly WikiRows _rows = new(database.Engine);

    public ValueTask<WikiPage?> FindAsync(string name, int? version, CancellationToken cancellation) => database.ReadAsync(
        (name, version),
        static (session, state, cancellation) => WikiRows.FindAsync(state.name, state.version, session, cancellation),
        cancellation);

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) => _names.GetAsync(cancellation);

    public ValueTask<IReadOnlyList<WikiPage>> ListLatestAsync(CancellationToken cancellation) => database.ReadAsync(
        0, static (session, _, cancellation) => WikiRows.LatestAsync(session, cancellation), cancellation);

    public ValueTask<IReadOnlyList<WikiPage>> ListChangedAsync(DateTimeOffset since, CancellationToken cancellation) => database.ReadAsync(
        since, static (session, since, cancellation) => WikiRows.ChangedAsync(since, session, cancellation), cancellation);

    public ValueTask<IReadOnlyList<WikiPage>> GetHistoryAsync(string name, CancellationToken cancellation) => database.ReadAsync(
        name, static (session, name, cancellation) => WikiRows.HistoryAsync(name, session, cancellation), cancellation);

    public ValueTask<WikiPage> SaveAsync(WikiPageSave save, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(save);
        CheckName(save.Name);
        return database.WriteAsync(
            (store: this, save),
            static (scope, state, cancellation) => state.store.WriteAsync(state.save, scope, cancellation),
            scope,
            cancellation);
    }

    public async ValueTask DeleteAsync(WikiPageDeletion deletion, IWriteScope? scope, CancellationToken cancellation) =>
        await database.WriteAsync(
            (store: this, deletion),
            static async (scope, state, cancellation) =>
            {
                await state.store.RemoveAsync(state.deletion, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);

    public ValueTask<WikiPage> RenameAsync(WikiPageRename rename, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rename);
        if (rename.NewName.Length == 0)
            throw new TracException("A new name is mandatory for a rename.");
        if (string.Equals(rename.NewName, rename.Name, StringComparison.Ordinal))
            throw new TracException("Page name is unchanged.");
        CheckName(rename.NewName);
        return database.WriteAsync(
            (store: this, rename),
            static (scope, state, cancellation) => state.store.MoveAsync(state.rename, scope, cancellation),
            scope,
            cancellation);
    }

    public ValueTask<WikiPage> EditCommentAsync(WikiPageCommentEdit edit, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return database.WriteAsync(
            (store: this, edit),
            static (scope, state, cancellation) => state.store.CommentAsync(state.edit, scope, cancellation),
            scope,
            cancellation);
    }

    /// <summary>The latest version as a scope sees it, or null.</summary>
    internal ValueTask<WikiPage?> FindLatestAsync(string name, IWriteScope? scope, CancellationToken cancellation) => scope is null
        ? FindAsync(name, null, cancellation)
        : WikiRows.FindAsync(name, null, scope, cancellation);

    private async ValueTask<WikiPage> WriteAsync(WikiPageSave save, IWriteScope scope, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await _rows.LockLatestAsync(save.Name, scope, cancellation).ConfigureAwait(false);
            if (save.BasedOn is { } based && based != (stored?.Version ?? 0))
                throw new WikiCollisionException(save.Name);
            var moment = TracTime.Truncate(save.Time ?? time.GetUtcNow());
            if (await StoreAsync(save, stored, moment, scope, cancellation).ConfigureAwait(false) is not { } page)
                continue;
            if (page.Version == 1)
                await CacheGenerations.BumpAsync(NamesKey, scope, cancellation).ConfigureAwait(false);
            await TellInterWikiAsync(save.Name, scope, cancellation).ConfigureAwait(false);
            await recorder.RecordAsync(Event(save, stored, page, moment), scope, cancellation).ConfigureAwait(false);
            return page;
        }
    }

    /// <summary>The page as stored; null when somebody else stored the same version meanwhile, so that all must be looked at again.</summary>
    private static async ValueTask<WikiPage?> StoreAsync(
        WikiPageSave save, WikiPage? stored, DateTimeOffset moment, IWriteScope scope, CancellationToken cancellation)
    {
        var isReadOnly = save.IsReadOnly ?? stored?.IsReadOnly ?? false;
        if (!string.Equals(save.Text, stored?.Text ?? "", StringComparison.Ordinal))
        {
            if (save.Replace && stored is not null)
            {
                await WikiRows.SetTextAsync(stored, save.Text, scope, cancellation).ConfigureAwait(false);
                return stored with { Text = save.Text };
            }

            var page = new WikiPage
            {
                Name = save.Name,
                Version = (stored?.Version ?? 0) + 1,
                Time = moment,
                Author = save.Author,
                Text = save.Text,
                Comment = save.Comment,
                IsReadOnly = isReadOnly,
            };
            return await WikiRows.InsertAsync(page, scope, cancellation).ConfigureAwait(false) ? page : null;
        }

        if (stored is null || isReadOnly == stored.IsReadOnly)
            throw new TracException("Page not modified");
        await WikiRows.SetReadOnlyAsync(save.Name, isReadOnly, scope, cancellation).ConfigureAwait(false);
        return stored with { IsReadOnly = isReadOnly };
    }

    /// <summary>As Trac, a page in version 1 counts as added, also when only its read-only flag changed.</summary>
    private static ChangeEvent Event(WikiPageSave save, WikiPage? stored, WikiPage page, DateTimeOffset moment) => page.Version == 1
        ? new WikiPageAdded { Page = page, OldText = stored?.Text, Comment = save.Comment, Author = save.Author, Time = moment, Origin = save.Origin }
        : new WikiPageChanged
        {
            Page = page,
            OldText = stored?.Text,
            Comment = save.Comment,
            Author = save.Author,
            Time = moment,
            Origin = save.Origin,
        };

    private async ValueTask<WikiPage> MoveAsync(WikiPageRename rename, IWriteScope scope, CancellationToken cancellation)
    {
        var latest = await _rows.LockLatestAsync(rename.Name, scope, cancellation).ConfigureAwait(false) ?? throw NotFound(rename.Name);
        if (await WikiRows.FindAsync(rename.NewName, null, scope, cancellation).ConfigureAwait(false) is not null)
            throw Exists(rename.NewName);
        try
        {
            await WikiRows.RenameAsync(rename.Name, rename.NewName, scope, cancellation).ConfigureAwait(false);
        }
        catch (DbException failure) when (KeyViolation.Is(failure))
        {
            throw Exists(rename.NewName);
        }

        await CacheGenerations.BumpAsync(NamesKey, scope, cancellation).ConfigureAwait(false);
        var attached = new AttachmentMove
        {
            Parent = Resource.Wiki(rename.Name),
            NewParent = Resource.Wiki(rename.NewName),
            Author = rename.Author,
            Origin = rename.Origin,
        };
        await attachments.MoveInAsync(attached, scope, cancellation).ConfigureAwait(false);
        var renamed = new WikiPageRenamed
        {
            Page = latest with { Name = rename.NewName },
            OldName = rename.Name,
            Author = rename.Author,
            Time = TracTime.Truncate(time.GetUtcNow()),
            Origin = rename.Origin,
        };
        await recorder.RecordAsync(renamed, scope, cancellation).ConfigureAwait(false);
        return renamed.Page;
    }

    private async ValueTask<WikiPage> CommentAsync(WikiPageCommentEdit edit, IWriteScope scope, CancellationToken cancellation)
    {
        // Whoever writes the page waits, so that the events of two edits stand in the order of their rows.
        _ = await _rows.LockLatestAsync(edit.Name, scope, cancellation).ConfigureAwait(false) ?? throw NotFound(edit.Name);
        var stored = await WikiRows.FindAsync(edit.Name, edit.Version, scope, cancellation).ConfigureAwait(false)
            ?? throw NoVersion(edit.Name, edit.Version);
        await WikiRows.SetCommentAsync(edit.Name, edit.Version, edit.Comment, scope, cancellation).ConfigureAwait(false);
        var modified = new WikiPageCommentModified
        {
            Page = stored with { Comment = edit.Comment },
            OldComment = stored.Comment,
            Author = edit.Author,
            Time = TracTime.Truncate(time.GetUtcNow()),
            Origin = edit.Origin,
        };
        await recorder.RecordAsync(modified, scope, cancellation).ConfigureAwait(false);
        return modified.Page;
    }

    private async ValueTask RemoveAsync(WikiPageDeletion deletion, IWriteScope scope, CancellationToken cancellation)
    {
        var latest = await _rows.LockLatestAsync(deletion.Name, scope, cancellation).ConfigureAwait(false)
            ?? throw NotFound(deletion.Name);
        var deleted = deletion.Version is { } version && version != latest.Version
            ? await WikiRows.FindAsync(deletion.Name, version, scope, cancellation).ConfigureAwait(false)
                ?? throw NoVersion(deletion.Name, version)
            : latest;
        await WikiRows.DeleteAsync(deletion.Name, deletion.Version, scope, cancellation).ConfigureAwait(false);
        var left = await WikiRows.FindAsync(deletion.Name, null, scope, cancellation).ConfigureAwait(false);
        if (left is null)
        {
            await CacheGenerations.BumpAsync(NamesKey, scope, cancellation).ConfigureAwait(false);
            var attached = new AttachmentDeletion { Parent = Resource.Wiki(deletion.Name), Author = deletion.Author, Origin = deletion.Origin };
            await attachments.DeleteInAsync(attached, scope, cancellation).ConfigureAwait(false);
        }

        await TellInterWikiAsync(deletion.Name, scope, cancellation).ConfigureAwait(false);
        var moment = TracTime.Truncate(time.GetUtcNow());
        ChangeEvent change = left is null
            ? new WikiPageDeleted { Page = latest, Author = deletion.Author, Time = moment, Origin = deletion.Origin }
            : new WikiPageVersionDeleted
            {
                Page = left,
                Deleted = deleted,
                Author = deletion.Author,
                Time = moment,
                Origin = deletion.Origin,
            };
        await recorder.RecordAsync(change, scope, cancellation).ConfigureAwait(false);
    }

    /// <summary>A Trac beside us caches what the page of that name says.</summary>
    private static ValueTask TellInterWikiAsync(string name, IWriteScope scope, CancellationToken cancellation) =>
        string.Equals(name, InterWikiPage, StringComparison.Ordinal)
            ? CacheGenerations.BumpAsync(InterWikiKey, scope, cancellation)
            : default;

    private static void CheckName(string name)
    {
        if (!WikiPageName.IsValid(name))
            throw new TracException($"Invalid Wiki page name '{name}'");
    }

    private static ResourceNotFoundException NotFound(string name) => new($"Page {name} does not exist.");

    private static ResourceNotFoundException NoVersion(string name, int version) =>
        new($"Page {name} has no version {version.ToString(CultureInfo.InvariantCulture)}.");

    private static ResourceExistsException Exists(string name) => new($"The page '{name}' already exists.");
}
