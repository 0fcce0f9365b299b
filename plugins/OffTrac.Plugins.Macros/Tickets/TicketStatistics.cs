using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk;
using OffTrac.Sdk.Queries;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>How many tickets are in which group of statuses.</summary>
internal sealed record TicketStatistics
{
    public required IReadOnlyList<StatisticsInterval> Intervals { get; init; }

    /// <summary>Tickets in all intervals; those with a status that the workflow doesn't know are in none.</summary>
    public int Count { get; init; }

    public int DoneCount { get; init; }

    public int DonePercent { get; init; }

    /// <param name="tickets">The tickets.</param>
    /// <param name="statuses">All statuses of the workflow.</param>
    /// <param name="groups">The groups, in order.</param>
    /// <exception cref="TracException">Two groups want the same statuses.</exception>
    public static TicketStatistics Of(IEnumerable<TicketQueryRow> tickets, IReadOnlyList<string> statuses, IReadOnlyList<MilestoneGroup> groups)
    {
        var counts = tickets.CountBy(static ticket => ticket["status"], StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var intervals = Share(statuses, groups).ConvertAll(part => new StatisticsInterval
        {
            Group = part.Group,
            Statuses = [.. part.Statuses.Order(CodePointOrder.Instance)],
            Count = part.Statuses.Sum(status => counts.GetValueOrDefault(status)),
        });
        return Weigh(intervals);
    }

    private static List<(MilestoneGroup Group, HashSet<string> Statuses)> Share(IReadOnlyList<string> statuses, IReadOnlyList<MilestoneGroup> groups)
    {
        var remaining = statuses.ToHashSet(StringComparer.Ordinal);
        List<(MilestoneGroup Group, HashSet<string> Statuses)> shares = [];
        foreach (var group in groups)
        {
            if (group.TakesRest && groups.First(static other => other.TakesRest) is var first && first != group)
                throw new TracException($"'{group.Name}' and '{first.Name}' milestone groups both are declared to be \"catch-all\" groups. Please check your configuration.");
            HashSet<string> own = group.TakesRest
                ? new(StringComparer.Ordinal)
                : group.Statuses.Split(',', StringSplitOptions.TrimEntries).Intersect(statuses, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            if (own.Except(remaining, StringComparer.Ordinal).ToList() is { Count: > 0 } taken)
            {
                throw new TracException(
                    $"'{group.Name}' milestone group reused status '{string.Join(", ", taken)}' already taken by other groups. Please check your configuration.");
            }

            remaining.ExceptWith(own);
            shares.Add((group, own));
        }

        shares.Find(static share => share.Group.TakesRest).Statuses?.UnionWith(remaining);
        return shares;
    }

    /// <summary>Shares are rounded, half to even; what then lacks to 100 goes to the smallest, what is too much comes off the largest.</summary>
    private static TicketStatistics Weigh(List<StatisticsInterval> intervals)
    {
        var count = intervals.Sum(static interval => interval.Count);
        if (count == 0)
            return new TicketStatistics { Intervals = intervals };
        intervals = intervals.ConvertAll(interval => interval with { Percent = (int)Math.Round(interval.Count / (double)count * 100) });
        var done = intervals.FindAll(static interval => interval.Group.IsDone);
        var donePercent = done.Sum(static interval => interval.Percent);
        var doneCount = done.Sum(static interval => interval.Count);
        var lacking = 100 - intervals.Sum(static interval => interval.Percent);
        if (doneCount > 0 && lacking != 0)
        {
            var shown = intervals.Where(static interval => interval.Percent > 0);
            var changed = lacking > 0 ? shown.MinBy(static interval => interval.Percent)! : shown.MaxBy(static interval => interval.Percent)!;
            intervals[intervals.IndexOf(changed)] = changed with { Percent = changed.Percent + lacking };
            donePercent += lacking;
        }

        return new TicketStatistics { Intervals = intervals, Count = count, DoneCount = doneCount, DonePercent = donePercent };
    }
}
