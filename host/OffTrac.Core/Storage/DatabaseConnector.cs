using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>What differs between the engines when transactions are opened and fail.</summary>
internal abstract class DatabaseConnector : IAsyncDisposable
{
    public abstract DatabaseEngine Engine { get; }

    public abstract ValueTask<DatabaseLease> OpenReadAsync(CancellationToken cancellation);

    /// <summary>For one command that changes nothing; such a lease needs no transaction.</summary>
    public virtual ValueTask<DatabaseLease> OpenLookAsync(CancellationToken cancellation) => OpenReadAsync(cancellation);

    public abstract ValueTask<DatabaseLease> OpenWriteAsync(CancellationToken cancellation);

    /// <summary>
    /// The exception that callers get for a failure of the database itself; null when the failure is the statement's own,
    /// such as a violated key.
    /// </summary>
    public abstract Exception? Translate(Exception failure, CancellationToken cancellation);

    /// <summary>Whether the transaction is undone and the same work may succeed at once: a conflict, or a connection that was stale.</summary>
    public abstract bool IsWorthRepeating(Exception failure);

    /// <summary>Whether a commit that failed in this way may have reached the database nevertheless.</summary>
    public abstract bool LeavesCommitUnknown(Exception failure);

    /// <summary>See <see cref="IDatabase.MaintainAsync"/>.</summary>
    public abstract ValueTask<DatabaseMaintenance> MaintainAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
