using System.Text.Json;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>The lines of schedule.jsonl.</summary>
internal static class ScheduleVectors
{
    public static IReadOnlyList<ScheduleVector> All { get; } =
        [.. File.ReadLines(FixtureFiles.PathOf("schedule.jsonl")).Select(line => JsonSerializer.Deserialize<ScheduleVector>(line, JsonSerializerOptions.Web)!)];
}
