using System.Data.Common;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <param name="lease">The connection.</param>
/// <param name="commits">Commits of this process before the connection was lent.</param>
/// <param name="opened">When that was.</param>
internal sealed class ReadSession(DatabaseLease lease, long commits, long opened) : IDatabaseSession
{
    public DbConnection Connection => lease.Connection;

    public DbTransaction Transaction => lease.Transaction ?? throw new InvalidOperationException("A look has no transaction.");

    /// <summary>The same; null in a look.</summary>
    public DbTransaction? TransactionOrNull => lease.Transaction;

    public long Commits => commits;

    public long Opened => opened;
}
