using System.Globalization;
using OffTrac.Core.Attachments;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki;

/// <summary>Wiki pages as Trac's rows.</summary>
public sealed class WikiStore(IDatabase database, AttachmentStore attachments, IChangeRecorder recorder, TimeProvider time) : IWikiStore
{
    private const string NamesKey = "trac.wiki.api.WikiSystem.pages";
    private const string InterWikiKey = "trac.wiki.interwiki.InterWikiMap.interwiki_map";
    private const string InterWikiPage = "InterMapTxt";

    private readonly CachedValue<IReadOnlyList<string>> _names = new(database, NamesKey, WikiRows.NamesAsync);
    private readonly WikiRows _rows = new(database.Engine);

    public ValueTask<WikiPage?> FindAsync(string name, int? version, CancellationToken cancellation) => database.ReadAsync(
        (name, version),
        static (session, state, cancellation) => WikiRows.FindAsync(state.name, state.version, session, cancellation),
        cancellation);

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) => _names.GetAsync(cancellation);

    public ValueTask<IReadOnlyList<WikiPage>> ListLatestAsync(CancellationToken cancellation) => database.ReadAsync(
        0, static (session, _, cancellation) => WikiRows.LatestAsync(session, cancellation), cancellation);

    public ValueTask<IReadOnlyList<WikiPage>> GetHistoryAsync(string name, CancellationToken cancellation) => database.ReadAsync(
        name, static (session, name, cancellation) => WikiRows.HistoryAsync(name, session, cancellation), cancellation);

    public ValueTask<WikiPage> SaveAsync(WikiPageSave save, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(save);
        if (!WikiPageName.IsValid(save.Name))
            throw new TracException($"Invalid Wiki page name '{save.Name}': no part between slashes may be empty, '.' or '..'.");
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
            throw new TracException($"Page {save.Name} is not modified: neither its text nor whether it is read-only would change.");
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

    private async ValueTask RemoveAsync(WikiPageDeletion deletion, IWriteScope scope, CancellationToken cancellation)
    {
        var latest = await _rows.LockLatestAsync(deletion.Name, scope, cancellation).ConfigureAwait(false)
            ?? throw new ResourceNotFoundException($"Page {deletion.Name} does not exist.");
        var deleted = deletion.Version is { } version && version != latest.Version
            ? await WikiRows.FindAsync(deletion.Name, version, scope, cancellation).ConfigureAwait(false)
                ?? throw new ResourceNotFoundException(
                    $"Page {deletion.Name} has no version {version.ToString(CultureInfo.InvariantCulture)}.")
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
}
