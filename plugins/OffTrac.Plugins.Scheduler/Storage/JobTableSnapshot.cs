namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>Rows as they were at a moment.</summary>
/// <param name="Now">That moment, µs.</param>
/// <param name="Rows">Rows by name.</param>
/// <param name="Pause">Why all jobs are paused; null when they are not.</param>
internal sealed record JobTableSnapshot(long Now, IReadOnlyDictionary<string, JobRow> Rows, string? Pause);
