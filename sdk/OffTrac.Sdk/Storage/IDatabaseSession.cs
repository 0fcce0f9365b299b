using System.Data.Common;

namespace OffTrac.Sdk.Storage;

/// <summary>A connection with a transaction, lent for the time of a call.</summary>
public interface IDatabaseSession
{
    /// <summary>The connection, open. Don't close or dispose it.</summary>
    DbConnection Connection { get; }

    /// <summary>The transaction; assign it to each command. Don't commit or dispose it.</summary>
    DbTransaction Transaction { get; }
}
