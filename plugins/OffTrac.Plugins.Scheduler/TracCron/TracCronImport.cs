using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Scheduler.TracCron;

/// <summary>Brings <c>[traccron]</c> into <c>[scheduler]</c>. What <c>[scheduler]</c> says already stays.</summary>
internal sealed class TracCronImport(IEnvironmentConfiguration configuration)
{
    private const string Target = "scheduler";

    /// <summary>Whether there is anything to import.</summary>
    public bool HasSource => configuration.Section("traccron").Count > 0;

    /// <summary>What is to be done, task by task.</summary>
    /// <param name="jobs">Names of the jobs that components have.</param>
    public IReadOnlyList<ImportedSetting> Plan(IReadOnlySet<string> jobs) =>
        [.. TracCronSection.Read(configuration.Section("traccron")).SelectMany(task => Plan(task, jobs.Contains(task.Name)))];

    /// <summary>Writes what is to be written.</summary>
    public async ValueTask WriteAsync(IReadOnlyList<ImportedSetting> plan, CancellationToken cancellation)
    {
        foreach (var line in plan.Where(static line => line.Outcome == ImportOutcome.Written))
            await configuration.SetAsync(Target, $"{line.Job}.{line.Setting}", line.Value, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<ImportedSetting> Plan(TracCronTask task, bool isJob)
    {
        IReadOnlyList<ImportedSetting> settings;
        try
        {
            settings = [.. Settings(task, isJob)];
        }
        catch (TracException exception)
        {
            settings = [new(task.Name, "schedule", null, string.Join("; ", task.Counting), ImportOutcome.Refused, exception.Message)];
        }

        return settings.Concat(task.Others.Select(other => new ImportedSetting(
            task.Name, other.Key, null, other.Value, ImportOutcome.Ignored, "not TracCron's own; it belongs to the task")));
    }

    private IEnumerable<ImportedSetting> Settings(TracCronTask task, bool isJob)
    {
        var kinds = task.Counting;
        if (kinds.Count == 0)
        {
            // Perhaps a listener of TracCron, which has such an option too.
            if (task.Enabled is { } switched)
                yield return isJob ? Setting(task, "enabled", Word(switched), Word(switched), isJob) : new(task.Name, "enabled", null, Word(switched), ImportOutcome.Ignored, "no schedule, and no component has this job");
            yield break;
        }

        if (!JobCatalog.IsName(task.Name))
            throw new TracException($"'{task.Name}' is no name for a job: allowed are lower-case letters, digits, dots, dashes and underscores, up to 100, a letter or digit first.");
        var arguments = kinds.Select(static kind => kind.Arguments).Distinct(StringComparer.Ordinal).ToList();
        if (arguments.Count > 1)
            throw new TracException($"{string.Join(" and ", kinds.Select(static kind => $"{kind.Name}.arg = {kind.Arguments}"))}: a job has the same arguments at all its times; make two jobs of it.");
        yield return Setting(task, "schedule", Schedule.Parse(TracCronSchedule.From(kinds)).Text, string.Join("; ", kinds), isJob);
        var isOn = (task.Enabled ?? true) && kinds[0].IsEnabled;
        if (!isOn || task.Enabled is not null)
            yield return Setting(task, "enabled", Word(isOn), string.Join("; ", Switches(task, kinds)), isJob);
        if (arguments[0].Length > 0)
            yield return Setting(task, "arguments", arguments[0], arguments[0], isJob);
        foreach (var off in task.Kinds.Values.Where(kind => kind.Values.Count > 0 && !kinds.Contains(kind)))
            yield return new(task.Name, off.Name, null, off.ToString(), ImportOutcome.Ignored, $"{off.Name}.enabled = false");
    }

    private static IEnumerable<string> Switches(TracCronTask task, IReadOnlyList<TracCronKind> kinds)
    {
        if (task.Enabled is { } enabled)
            yield return $"enabled = {Word(enabled)}";
        if (!kinds[0].IsEnabled)
            yield return $"{kinds[0].Name}.enabled = false";
    }

    private ImportedSetting Setting(TracCronTask task, string setting, string value, string from, bool isJob)
    {
        var current = configuration.Get(Target, $"{task.Name}.{setting}");
        var outcome = current is null ? ImportOutcome.Written : current == value ? ImportOutcome.Unchanged : ImportOutcome.Kept;
        var note = outcome == ImportOutcome.Kept ? $"[{Target}] {task.Name}.{setting} = {current}" : isJob ? null : "no component has this job yet";
        return new(task.Name, setting, value, from, outcome, note);
    }

    private static string Word(bool value) => value ? "true" : "false";
}
