namespace OffTrac.Sdk.Scheduling;

/// <summary>
/// One job of a task. Everything but the name is a default, which <c>[scheduler] &lt;name&gt;.schedule</c> and the like override; null
/// stands for the default of section <c>[scheduler]</c>.
/// </summary>
public sealed record ScheduledJob
{
    /// <summary><c>[a-z0-9][a-z0-9._-]{0,99}</c>, unique in the environment. A job renamed is a new job.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// When: <c>every 5m</c>, <c>every 5m after</c>, <c>every 15m between 08:00 and 18:00 on mon-fri</c>, <c>daily 02:30</c>, <c>weekly
    /// mon,fri 08:00</c>, <c>monthly 1,last 03:00</c>, <c>cron */10 * * * *</c>, <c>once 2026-03-01T12:00Z</c>, <c>at-start</c>,
    /// <c>manual</c>.
    /// </summary>
    public required string Schedule { get; init; }

    /// <summary>IANA name of the zone of local times; null for <c>[scheduler] timezone</c>, <c>[trac] default_timezone</c> or UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it runs by itself; a person can run it by hand nevertheless.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What is done about times that passed without a run.</summary>
    public MisfirePolicy? Misfire { get; init; }

    /// <summary>How late a run may start before its time counts as missed.</summary>
    public TimeSpan? MisfireGrace { get; init; }

    /// <summary>Longest time for a run; zero for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often a failed run is tried again, besides the first attempt.</summary>
    public int? Retries { get; init; }

    /// <summary>Pause before the first retry; doubled each time up to <c>[scheduler] retry_max_delay</c>.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Each start is put off by a fixed part of this, which differs from job to job, so that not all start at once.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>What is done about a run whose host died.</summary>
    public LostRunPolicy OnLost { get; init; }

    /// <summary>Arguments that a run gets, by name; <c>[scheduler] &lt;name&gt;.arguments</c> and "run now" override them singly.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
