using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>Locks of rows on PostgreSQL; what runs by itself skips, so that no host and no task that stands still keeps the others waiting. SQLite has one writer at a time.</summary>
internal static class RowLocks
{
    /// <summary>What follows a query to lock what it finds, except what is locked already.</summary>
    public static string SkipLocked(IDatabase database) => database.Engine == DatabaseEngine.PostgreSql ? " FOR UPDATE SKIP LOCKED" : "";

    /// <summary>What follows a query to lock what it finds, and to wait for what is locked.</summary>
    public static string Wait(IDatabase database) => database.Engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";
}
