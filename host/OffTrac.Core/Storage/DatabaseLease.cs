using System.Data.Common;

namespace OffTrac.Core.Storage;

/// <summary>A connection out of its pool, with an open transaction unless it is lent for a look only. Disposing it rolls back what is not committed.</summary>
internal abstract class DatabaseLease : IAsyncDisposable
{
    public abstract DbConnection Connection { get; }

    public abstract DbTransaction? Transaction { get; }

    public abstract ValueTask CommitAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Stops the statement that runs when the token is cancelled, for drivers that don't look at tokens themselves.</summary>
    public abstract CancellationTokenRegistration StopWhen(CancellationToken cancellation);
}
