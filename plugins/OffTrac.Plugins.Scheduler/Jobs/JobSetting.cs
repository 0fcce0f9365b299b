namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>One setting of a job as it counts now.</summary>
/// <param name="Name">Such as <c>schedule</c>, as behind the job's name in <c>[scheduler]</c>.</param>
/// <param name="Value">As one would write it in the ini.</param>
/// <param name="Source">Where it comes from: <c>code</c>, <c>ini</c>, <c>database</c> or <c>[scheduler] name</c>.</param>
/// <param name="Default">What it would be without the override.</param>
internal sealed record JobSetting(string Name, string Value, string Source, string Default);
