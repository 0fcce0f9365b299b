namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>How often something happened, and when last.</summary>
internal sealed record LedgerEntry(string Name, long Count, DateTimeOffset Last);
