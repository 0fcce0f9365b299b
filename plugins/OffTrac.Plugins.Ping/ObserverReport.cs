using OffTrac.Sdk.Pings;

namespace OffTrac.Plugins.Ping;

/// <summary>What one observer said; no report means that it failed.</summary>
internal sealed record ObserverReport(string Observer, PingReport? Report)
{
    public static PingReport Merge(IEnumerable<PingReport?> reports)
    {
        var merged = PingReport.Nothing;
        foreach (var report in reports)
        {
            if (report is null)
                continue;
            merged = new PingReport
            {
                Started = [.. merged.Started, .. report.Started],
                Running = [.. merged.Running, .. report.Running],
                Overdue = [.. merged.Overdue, .. report.Overdue],
                Failed = [.. merged.Failed, .. report.Failed],
                NextDue = Earlier(merged.NextDue, report.NextDue),
            };
        }

        return merged;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;
}
