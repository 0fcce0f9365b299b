namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>What a schedule would do: shown before somebody settles on it.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Zone">Zone of its local times.</param>
/// <param name="After">The instant asked about; all slots are later.</param>
/// <param name="Slots">The following slots in order, as many as were asked for or as there are.</param>
/// <param name="Warning">Why a schedule that should have slots has none; null when all is well.</param>
internal sealed record SchedulePreview(
    Schedule Schedule, ScheduleZone Zone, DateTimeOffset After, IReadOnlyList<DateTimeOffset> Slots, string? Warning)
{
    public static SchedulePreview Of(Schedule schedule, ScheduleZone zone, DateTimeOffset after, int count)
    {
        var slots = new List<DateTimeOffset>();
        for (var slot = schedule.Next(after, zone); slot is { } found && slots.Count < count; slot = schedule.Next(found, zone))
            slots.Add(found);
        return new SchedulePreview(schedule, zone, after, slots, schedule.Warning(after, zone));
    }
}
