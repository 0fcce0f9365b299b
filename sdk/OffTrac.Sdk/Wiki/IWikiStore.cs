using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// Pages as rows: exactly those that Trac would write. No permission and no manipulator: check before you call, or use
/// <see cref="IWikiEditor"/>. Stands for Trac's wiki page model.
/// </summary>
public interface IWikiStore
{
    /// <summary>A page, or null.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version; null for the latest.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<WikiPage?> FindAsync(string name, int? version, CancellationToken cancellation);

    /// <summary>Names of all pages in ordinal order. Cached until pages come or go, by whatever program.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation);

    /// <summary>The latest version of each page, without text, in ordinal order of names.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<WikiPage>> ListLatestAsync(CancellationToken cancellation);

    /// <summary>The latest version of each page that has one made at or after a time, without text, newest first.</summary>
    /// <param name="since">The time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<WikiPage>> ListChangedAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>All versions of a page, newest first, without text; empty for a page that doesn't exist.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<WikiPage>> GetHistoryAsync(string name, CancellationToken cancellation);

    /// <summary>Stores a new version, or makes the page.</summary>
    /// <param name="save">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="TracException">The name is not possible, or neither text nor read-only flag differ.</exception>
    /// <exception cref="WikiCollisionException">It is not the version that the change is based on.</exception>
    ValueTask<WikiPage> SaveAsync(WikiPageSave save, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Renames a page with all its versions and attachments, and tells the listeners after the commit.</summary>
    /// <param name="rename">What name to give it.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The latest version under its new name.</returns>
    /// <exception cref="TracException">The name is not possible, or the page has it already.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such page.</exception>
    /// <exception cref="Resources.ResourceExistsException">There is a page of the new name.</exception>
    ValueTask<WikiPage> RenameAsync(WikiPageRename rename, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Gives a version another comment, and tells the listeners after the commit. No history of it is kept, as in Trac.</summary>
    /// <param name="edit">What to store.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The version with its new comment.</returns>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such page or version.</exception>
    ValueTask<WikiPage> EditCommentAsync(WikiPageCommentEdit edit, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a page with its attachments, or one version of it.</summary>
    /// <param name="deletion">What to delete.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such page or version.</exception>
    ValueTask DeleteAsync(WikiPageDeletion deletion, IWriteScope? scope, CancellationToken cancellation);
}
