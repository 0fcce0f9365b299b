using System.Data.Common;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

internal sealed class ReadSession(DatabaseLease lease) : IDatabaseSession
{
    public DbConnection Connection => lease.Connection;

    public DbTransaction Transaction => lease.Transaction;
}
