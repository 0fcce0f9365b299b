using System.Globalization;
using OffTrac.Sdk;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>Counts which planned times of jobs that are due every second were served, from the rows that they wrote.</summary>
internal static class DueMoments
{
    private const long Second = 1_000_000;

    /// <summary>Whether each of so many jobs has served a time from here on.</summary>
    public static bool HaveAllServed(List<WrittenRow> rows, int jobs, DateTimeOffset from) =>
        Ends(rows).Where(row => row.Due >= TracTime.ToMicroseconds(from)).Select(static row => row.Job).Distinct(StringComparer.Ordinal).Count() == jobs;

    /// <summary>
    /// Each second of the time was served by each job: exactly once with a confirmed end; without one a second time only by a run that
    /// says of itself that it repeats a lost one.
    /// </summary>
    public static void AssertServedOnce(List<WrittenRow> rows, DateTimeOffset from, DateTimeOffset to, string logs)
    {
        var wrong = new List<string>();
        foreach (var job in Ends(rows).GroupBy(static row => row.Job, StringComparer.Ordinal))
        {
            var served = job.ToLookup(static row => row.Due);
            for (var due = (TracTime.ToMicroseconds(from) / Second + 1) * Second; due <= TracTime.ToMicroseconds(to); due += Second)
            {
                if (!served.Contains(due))
                    wrong.Add($"{job.Key} {Text(due)}: never");
            }

            foreach (var moment in served.Where(moment => moment.Count() > 1 && !IsForgiven(job.Key, moment)))
                wrong.Add($"{job.Key} {Text(moment.Key)}: {string.Join(" and ", moment)}");
            foreach (var moment in served.Where(static moment => moment.Key % Second != 0))
                wrong.Add($"{job.Key} {Text(moment.Key)}: not on the second");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(50))}\n{logs}");
    }

    private static IEnumerable<WrittenRow> Ends(List<WrittenRow> rows) => rows.Where(static row => row.Phase == "end");

    private static bool IsForgiven(string job, IEnumerable<WrittenRow> moment) =>
        job.StartsWith("plain-", StringComparison.Ordinal) && moment.Count(static row => row.Trigger != "LostRerun") <= 1
        && moment.Select(static row => row.Attempt).Distinct().Count() == moment.Count();

    private static string Text(long due) => TracTime.FromMicroseconds(due).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
