using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>Locks of rows on PostgreSQL, so taken that no host and no task that stands still keeps the others waiting. SQLite has one writer at a time.</summary>
internal static class RowLocks
{
    /// <summary>What follows a query to lock what it finds, except what is locked already.</summary>
    public static string SkipLocked(IDatabase database) => database.Engine == DatabaseEngine.PostgreSql ? " FOR UPDATE SKIP LOCKED" : "";
}
