using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Section <c>[scheduler]</c>: how tasks are run, and what <c>&lt;job&gt;.&lt;setting&gt;</c> says of single jobs.</summary>
[OptionsSection("scheduler")]
public sealed record SchedulerOptions
{
    [Option("Whether jobs are started at all.")]
    public bool Enabled { get; init; } = true;

    [Option("Zone of local times: an IANA name, a Windows name or Trac's GMT +2:00. Empty: [trac] default_timezone, else UTC.")]
    public string Timezone { get; init; } = "";

    [Option("Jobs that run at the same time on one host.", Minimum = 1, Maximum = 1000)]
    public int Workers { get; init; } = 4;

    [Option("Jobs of one environment that run at the same time on one host.", Minimum = 1, Maximum = 1000)]
    public int PerEnvironment { get; init; } = 2;

    [Option("How long a host's hold on a job lasts without renewal; another host takes over after that.", Minimum = 10, Maximum = 3600)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    [Option("Longest time for a run; 0 for no limit.", Minimum = 0)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    [Option("How long a cancelled run may take to end before it is abandoned.", Minimum = 0, Maximum = 3600)]
    public TimeSpan KillGrace { get; init; } = TimeSpan.FromSeconds(30);

    [Option("What is done about times that passed without a run: once, skip or all.")]
    public MisfirePolicy Misfire { get; init; } = MisfirePolicy.Once;

    [Option("How late a run may start before its time counts as missed.", Minimum = 0)]
    public TimeSpan MisfireGrace { get; init; } = TimeSpan.FromSeconds(60);

    [Option("Most missed times that misfire = all makes up for.", Minimum = 1, Maximum = 100000)]
    public int CatchUpMax { get; init; } = 100;

    [Option("Oldest missed time that misfire = all makes up for.", Minimum = 1)]
    public TimeSpan CatchUpAge { get; init; } = TimeSpan.FromDays(7);

    [Option("How often a failed run is tried again.", Minimum = 0, Maximum = 1000)]
    public int Retries { get; init; }

    [Option("Pause before the first retry; doubled each time.", Minimum = 0)]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    [Option("Longest pause before a retry.", Minimum = 0)]
    public TimeSpan RetryMaxDelay { get; init; } = TimeSpan.FromHours(1);

    [Option("Failed runs in a row after which a job is paused; 0 for never.", Minimum = 0)]
    public int PauseAfter { get; init; }

    [Option("A job overdue for longer than this is a warning in the log once an hour and in /health.", Minimum = 0)]
    public TimeSpan OverdueWarn { get; init; } = TimeSpan.FromMinutes(15);

    [Option("Who gets mails about jobs: addresses, or logins that have one. Told of the first failure, a pause, recovery, and jobs overdue for long.")]
    public IReadOnlyList<string> Notify { get; init; } = [];

    [Option("Days that runs stay in the history.", Minimum = 1, Maximum = 36500)]
    public int HistoryDays { get; init; } = 30;

    [Option("Runs of one job that stay in the history.", Minimum = 2)]
    public int HistoryMax { get; init; } = 1000;

    [Option("Login that jobs act as.")]
    public string User { get; init; } = "scheduler";

    [Option("How long the end of the host waits for runs that it has cancelled.", Minimum = 0, Maximum = 20)]
    public TimeSpan ShutdownWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Such as <c>mail.schedule</c>.</summary>
    [RestOfSection(Description = "<job>.schedule, .enabled, .timezone, .misfire, .misfire_grace, .timeout, .retries, .retry_delay, .pause_after, .jitter, .on_lost, .arguments, .note")]
    public IReadOnlyDictionary<string, string> Jobs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
