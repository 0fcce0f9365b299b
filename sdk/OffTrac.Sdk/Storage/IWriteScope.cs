namespace OffTrac.Sdk.Storage;

/// <summary>
/// An open transaction that stores can take part in. Not for use from two threads at a time. Listeners hear of the changes in
/// it after the commit.
/// </summary>
public interface IWriteScope : IDatabaseSession, IAsyncDisposable
{
    /// <summary>
    /// Commits, then tells the plain listeners of everything that was changed in it; returns when they have been told.
    /// </summary>
    /// <param name="cancellation">Ends the telling of listeners; the commit itself is not interrupted.</param>
    /// <exception cref="DatabaseUnavailableException">The commit failed; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">It was committed already, or it takes part in a scope of somebody else.</exception>
    ValueTask CommitAsync(CancellationToken cancellation);
}
