namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>One line of schedule.jsonl: a text with its next slots, or one that is refused.</summary>
internal sealed record ScheduleVector(string Schedule, string Timezone, DateTimeOffset? After, IReadOnlyList<DateTimeOffset>? Next, bool Error, string About);
