using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Wiki;

/// <summary>
/// The way in for people's changes: permission, collision, manipulators, store, as far as the request asks for each. Stands for
/// what Trac's web module does around its model.
/// </summary>
public interface IWikiEditor
{
    /// <summary>Makes or changes a page.</summary>
    /// <param name="request">What a person wants.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>The page, or problems; with problems nothing was written.</returns>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="WikiCollisionException">Somebody else changed it meanwhile.</exception>
    ValueTask<WikiResult> SaveAsync(WikiRequest request, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a page, or one version of it.</summary>
    /// <param name="request">What a person wants; its version says which one, null for all.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="Security.PermissionException">The user may not.</exception>
    /// <exception cref="Resources.ResourceNotFoundException">There is no such page or version.</exception>
    ValueTask DeleteAsync(WikiRequest request, IWriteScope? scope, CancellationToken cancellation);
}
