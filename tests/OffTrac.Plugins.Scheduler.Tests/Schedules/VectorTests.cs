using OffTrac.Plugins.Scheduler.Schedules;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

public sealed class VectorTests
{
    [Fact]
    public void EveryVector_ComesOutAsRecorded()
    {
        var failures = ScheduleVectors.All.Select(Failure).Where(failure => failure is not null).ToList();
        Assert.True(ScheduleVectors.All.Count >= 76);
        Assert.Empty(failures);
    }

    private static string? Failure(ScheduleVector vector)
    {
        var zone = ScheduleZone.Find(vector.Timezone);
        Schedule schedule;
        try
        {
            schedule = Schedule.Parse(vector.Schedule);
        }
        catch (ScheduleFormatException exception)
        {
            return vector.Error ? null : exception.Message;
        }

        if (vector.Error)
            return $"{vector.Schedule}: accepted";
        var slots = new List<DateTimeOffset>();
        for (var slot = schedule.Next(vector.After!.Value, zone); slot is not null && slots.Count < vector.Next!.Count; slot = schedule.Next(slot.Value, zone))
            slots.Add(slot.Value);
        return slots.SequenceEqual(vector.Next!) ? null : $"{vector.Schedule} ({vector.About}): {string.Join(", ", slots)}";
    }
}
