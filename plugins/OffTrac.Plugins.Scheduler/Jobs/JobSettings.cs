using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>What counts for a job: the database's override, else the ini's, else what its component says, else <c>[scheduler]</c>.</summary>
internal sealed class JobSettings
{
    private readonly Dictionary<string, JobSetting> _described = new(StringComparer.Ordinal);
    private readonly Func<string, (string Text, string Source)?> _override;

    private JobSettings(ScheduledJob job, SchedulerOptions options, Func<string, (string Text, string Source)?> find)
    {
        _override = find;
        Schedule = Read("schedule", job.Schedule, "code", static text => text, static text => text);
        TimeZone = job.TimeZone is { } zone
            ? Read("timezone", zone, "code", static text => text, static text => text)
            : Read("timezone", options.Timezone, "[scheduler] timezone", static text => text, static text => text);
        Enabled = Read("enabled", job.Enabled, "code", SettingText.Truth, static value => value ? "true" : "false");
        Misfire = Read("misfire", job.Misfire, options.Misfire, SettingText.Choice<MisfirePolicy>, static value => value.ToString().ToLowerInvariant());
        MisfireGrace = Read("misfire_grace", job.MisfireGrace, options.MisfireGrace, SettingText.Duration, SettingText.Of);
        Timeout = Read("timeout", job.Timeout, options.Timeout, SettingText.Duration, SettingText.Of);
        Retries = Read("retries", job.Retries, options.Retries, SettingText.Number, Number);
        RetryDelay = Read("retry_delay", job.RetryDelay, options.RetryDelay, SettingText.Duration, SettingText.Of);
        PauseAfter = Read("pause_after", null, options.PauseAfter, SettingText.Number, Number);
        Jitter = Read("jitter", job.Jitter, "code", SettingText.Duration, SettingText.Of);
        OnLost = Read("on_lost", job.OnLost, "code", SettingText.Choice<LostRunPolicy>, static value => value.ToString().ToLowerInvariant());
        Arguments = Read("arguments", job.Arguments, "code", text => Merged(job.Arguments, SettingText.Arguments(text)), SettingText.Of);
        Note = Read("note", "", "code", static text => text, static text => text);
    }

    /// <summary>Names of all settings, as behind the job's name in <c>[scheduler]</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "schedule", "timezone", "enabled", "misfire", "misfire_grace", "timeout", "retries", "retry_delay", "pause_after", "jitter", "on_lost", "arguments", "note",
    ];

    public string Schedule { get; }

    public string TimeZone { get; }

    public bool Enabled { get; }

    public MisfirePolicy Misfire { get; }

    public TimeSpan MisfireGrace { get; }

    public TimeSpan Timeout { get; }

    public int Retries { get; }

    public TimeSpan RetryDelay { get; }

    public int PauseAfter { get; }

    public TimeSpan Jitter { get; }

    public LostRunPolicy OnLost { get; }

    public IReadOnlyDictionary<string, string> Arguments { get; }

    public string Note { get; }

    /// <summary>What can't be read, in one line that names the option; null when all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is allowed where <see cref="Problem"/> is; null when all is well.</summary>
    public string? Allowed { get; private set; }

    public IReadOnlyList<JobSetting> Described => [.. Names.Select(name => _described[name])];

    public static JobSettings Of(ScheduledJob job, SchedulerOptions options, IReadOnlyDictionary<string, string> overrides) => new(
        job,
        options,
        name => overrides.TryGetValue(name, out var text) ? (text, "database")
            : options.Jobs.TryGetValue($"{job.Name}.{name}", out text) ? (text, "ini")
            : null);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Arguments by name, the given ones in place of defaults.</summary>
    public static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> defaults, Dictionary<string, string> given)
    {
        var all = new Dictionary<string, string>(defaults, StringComparer.Ordinal);
        foreach (var (name, value) in given)
            all[name] = value;
        return all;
    }

    private T Read<T>(string name, T? code, T option, Func<string, T> parse, Func<T, string> write)
        where T : struct => code is { } value ? Read(name, value, "code", parse, write) : Read(name, option, $"[scheduler] {name}", parse, write);

    private T Read<T>(string name, T value, string source, Func<string, T> parse, Func<T, string> write)
    {
        var initial = write(value);
        if (_override(name) is not var (text, from))
        {
            _described[name] = new JobSetting(name, initial, source, initial);
            return value;
        }

        try
        {
            value = parse(text);
        }
        catch (TracException exception)
        {
            Allowed ??= exception.Message;
            Problem ??= $"{name} = {text} ({from}): allowed is {exception.Message}";
        }

        _described[name] = new JobSetting(name, text, from, initial);
        return value;
    }
}
