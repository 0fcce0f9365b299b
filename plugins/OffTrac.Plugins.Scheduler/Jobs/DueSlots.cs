using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>What is to be done about the planned times of a job that have come. All times µs.</summary>
internal sealed record DueSlots
{
    /// <summary>Nobody needs the exact number of more.</summary>
    private const int MostCounted = 10_000;

    /// <summary>Of more than that only so many of the newest are looked at.</summary>
    private const int Enough = 1000;

    /// <summary>The planned time to run for; null for no run.</summary>
    public long? Run { get; private init; }

    public TaskTrigger Trigger { get; private init; }

    /// <summary>Planned times that passed unnoticed and get no run of their own.</summary>
    public int Missed { get; private init; }

    /// <summary>Planned times that came while the job ran or waited, and get no run of their own.</summary>
    public int Skipped { get; private init; }

    /// <summary>The newest planned time that is dealt with herewith.</summary>
    public long Served { get; private init; }

    /// <summary>The oldest planned time that is not dealt with; null for none.</summary>
    public long? Next { get; private init; }

    /// <summary>Decides.</summary>
    /// <param name="job">The job.</param>
    /// <param name="row">Its row; <see cref="JobRow.NextDue"/> has come.</param>
    /// <param name="now">The time.</param>
    /// <param name="watchedSince">Since when pings have come without a gap: what fell due later was seen in time and is at most late.</param>
    /// <param name="options">Limits for making up.</param>
    public static DueSlots Of(JobDefinition job, JobRow row, long now, long watchedSince, SchedulerOptions options)
    {
        var grace = (long)job.Settings.MisfireGrace.TotalMicroseconds;
        if (job.Settings.Misfire == MisfirePolicy.All && row.NextSlot is { } first && !(first <= row.SkipBefore)
            && !IsMisfired(first + job.Jitter, now, grace, watchedSince, long.MinValue))
            return new DueSlots { Run = first, Served = first, Next = job.Next(first) };
        var (slots, uncounted) = Due(job, row, now, options);
        if (slots.Count == 0)
            return new DueSlots { Served = row.SkipBefore ?? row.LastSlot ?? now - job.Jitter, Next = NextAfter(job, row, Math.Max(row.SkipBefore ?? 0, now - job.Jitter)) };
        var ended = job.Settings.Misfire != MisfirePolicy.All && row.LastRun?.Ended is { } last ? TracTime.ToMicroseconds(last) : long.MinValue;
        var misfired = slots.Select(slot => IsMisfired(slot + job.Jitter, now, grace, watchedSince, ended)).ToList();
        return job.Settings.Misfire switch
        {
            MisfirePolicy.All => OneAfterTheOther(job, slots, misfired, uncounted, now, options),
            MisfirePolicy.Skip => OnlyTheNewest(job, slots, misfired, uncounted, runs: !misfired[^1] && slots[^1] + job.Jitter > ended),
            _ => OnlyTheNewest(job, slots, misfired, uncounted, runs: true),
        };
    }

    /// <summary>Late is what was seen when it fell due, or what came while the job ran; all else was missed.</summary>
    private static bool IsMisfired(long due, long now, long grace, long watchedSince, long ended) =>
        now - due > grace && watchedSince > due + grace && ended < due;

    private static DueSlots OnlyTheNewest(JobDefinition job, List<long> slots, List<bool> misfired, int uncounted, bool runs)
    {
        var older = runs ? slots.Count - 1 : slots.Count;
        var missed = misfired.Take(older).Count(static yes => yes);
        return new DueSlots
        {
            Run = runs ? slots[^1] : null,
            Trigger = misfired[^1] ? TaskTrigger.CatchUp : TaskTrigger.Schedule,
            Missed = missed + (misfired[0] ? uncounted : 0),
            Skipped = older - missed + (misfired[0] ? 0 : uncounted),
            Served = slots[^1],
            Next = job.Next(slots[^1]),
        };
    }

    private static DueSlots OneAfterTheOther(
        JobDefinition job, List<long> slots, List<bool> misfired, int uncounted, long now, SchedulerOptions options)
    {
        var oldest = now - (long)options.CatchUpAge.TotalMicroseconds;
        var left = slots.TakeWhile((slot, position) => misfired[position] && slot < oldest).Count();
        left = Math.Max(left, misfired.Count(static yes => yes) - options.CatchUpMax);
        if (left == slots.Count)
            return new DueSlots { Missed = left + uncounted, Served = slots[^1], Next = job.Next(slots[^1]) };
        return new DueSlots
        {
            Run = slots[left],
            Trigger = misfired[left] ? TaskTrigger.CatchUp : TaskTrigger.Schedule,
            Missed = left + uncounted,
            Served = slots[left],
            Next = left + 1 < slots.Count ? slots[left + 1] : job.Next(slots[left]),
        };
    }

    /// <summary>The planned times up to now, oldest first; of very many only the newest, with the number of the others.</summary>
    private static (List<long> Slots, int Uncounted) Due(JobDefinition job, JobRow row, long now, SchedulerOptions options)
    {
        var slots = new List<long>();
        var limit = now - job.Jitter;
        var slot = row.NextSlot;
        if (slot <= row.SkipBefore)
            slot = NextAfter(job, row, row.SkipBefore.Value);
        for (; slot <= limit; slot = job.Next(slot.Value))
        {
            if (slots.Count == MostCounted)
                return (Newest(job, limit, Math.Max(Enough, options.CatchUpMax)), MostCounted);
            slots.Add(slot.Value);
        }

        return (slots, 0);
    }

    /// <summary>Looks back from the limit, further each time, until there are enough; there are more than <see cref="MostCounted"/>.</summary>
    private static List<long> Newest(JobDefinition job, long limit, int enough)
    {
        for (var back = 60_000_000L; ; back = Math.Min(back * 4, limit))
        {
            var slots = new List<long>();
            for (var slot = job.Next(limit - back); slot <= limit; slot = job.Next(slot.Value))
                slots.Add(slot.Value);
            if (slots.Count >= enough || back == limit)
                return slots;
        }
    }

    private static long? NextAfter(JobDefinition job, JobRow row, long after) => job.Next(Math.Max(after, row.LastSlot ?? long.MinValue));
}
