using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>A job that a component of this host has, with what counts for it.</summary>
internal sealed class JobDefinition
{
    private JobDefinition(ScheduledJob job, string component, bool isHost, JobSettings settings)
    {
        (Job, Component, IsHost, Settings) = (job, component, isHost, settings);
        Problem = settings.Problem;
    }

    public ScheduledJob Job { get; }

    public string Name => Job.Name;

    /// <summary>Name of the component.</summary>
    public string Component { get; }

    /// <summary>Whether the component belongs to the host rather than to an environment.</summary>
    public bool IsHost { get; }

    public JobSettings Settings { get; }

    /// <summary>Null when it can't be understood.</summary>
    public Schedule? Schedule { get; private init; }

    public ScheduleZone Zone { get; private init; } = ScheduleZone.Utc;

    /// <summary>Why it is not scheduled, in one line; null when all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>By how much each start is put off, µs: the same on all hosts and after each start.</summary>
    public long Jitter { get; private init; }

    /// <summary>Changes whenever the planned times do.</summary>
    public string Plan => Problem is not null ? "" : $"{(Settings.Enabled ? "" : "off ")}{Schedule!.Text} | {Zone.Name} | {Jitter}";

    public static JobDefinition Of(
        ScheduledJob job, string component, bool isHost, SchedulerOptions options, IReadOnlyDictionary<string, string> overrides, string defaultZone, string environment)
    {
        var settings = JobSettings.Of(job, options, overrides);
        try
        {
            return new JobDefinition(job, component, isHost, settings)
            {
                Schedule = Schedule.Parse(settings.Schedule),
                Zone = ScheduleZone.Find(settings.TimeZone.Length > 0 ? settings.TimeZone : defaultZone.Length > 0 ? defaultZone : "UTC"),
                Jitter = Spread(settings.Jitter, environment, job.Name),
            };
        }
        catch (TracException exception)
        {
            return new JobDefinition(job, component, isHost, settings) { Problem = exception.Message };
        }
    }

    /// <summary>The first planned time after a moment, both in µs; null for none, and while the job is off.</summary>
    public long? Next(long after) =>
        Problem is null && Settings.Enabled && Schedule!.Next(TracTime.FromMicroseconds(after), Zone) is { } next
            ? TracTime.ToMicroseconds(next)
            : null;

    private static long Spread(TimeSpan jitter, string environment, string job)
    {
        if (jitter <= TimeSpan.Zero)
            return 0;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{environment}\n{job}"));
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) % ((ulong)jitter.TotalMicroseconds + 1));
    }
}
