using System.Data.Common;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

internal sealed class ReadSession(DatabaseLease lease) : IDatabaseSession
{
    public DbConnection Connection => lease.Connection;

    public DbTransaction Transaction => lease.Transaction ?? throw new InvalidOperationException("A look has no transaction.");

    /// <summary>The same; null in a look.</summary>
    public DbTransaction? TransactionOrNull => lease.Transaction;
}
