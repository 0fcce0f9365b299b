using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Notices;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Logs jobs that are overdue for long, each once an hour.</summary>
internal sealed class OverdueWarnings(IOptionsMonitor<SchedulerOptions> options, Action<JobNotice> notice, ILogger logger)
{
    private const long Hour = 3_600_000_000;

    private readonly Dictionary<string, long> _warned = new(StringComparer.Ordinal);

    /// <summary>Whether a job was overdue for long at the last ping.</summary>
    public string? Worst { get; private set; }

    public void Warn(IReadOnlyList<(string Job, long Since)> waiting, long now)
    {
        var limit = (long)options.CurrentValue.OverdueWarn.TotalMicroseconds;
        Worst = null;
        foreach (var (job, since) in waiting.Where(due => now - due.Since > limit && due.Since > 0))
        {
            var matter = string.Create(CultureInfo.InvariantCulture, $"is overdue by {SettingText.Of(TimeSpan.FromSeconds((now - since) / 1_000_000))}");
            Worst ??= $"{job} {matter}";
            if (_warned.TryGetValue(job, out var last) && now - last < Hour)
                continue;
            _warned[job] = now;
            logger.LogWarning("Job {Job} {Overdue}.", job, matter);
            notice(JobNotice.Overdue(job, matter, now));
        }

        if (waiting.Count == 0)
            _warned.Clear();
    }
}
