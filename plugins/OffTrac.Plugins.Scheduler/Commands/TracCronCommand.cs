using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.TracCron;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler import-traccron</c>.</summary>
internal sealed class TracCronCommand(SchedulerService service, IEnvironmentConfiguration configuration)
{
    public async ValueTask<CommandResult> ImportAsync(CommandInput input, CancellationToken cancellation)
    {
        var import = new TracCronImport(configuration);
        if (!import.HasSource)
            return CommandResult.Fail("The ini has no section [traccron]; there is nothing to import.", exitCode: 1);
        var jobs = await service.ListAsync(cancellation).ConfigureAwait(false);
        var plan = import.Plan(jobs.Where(static job => job.State != JobState.NoComponent).Select(static job => job.Name).ToHashSet(StringComparer.Ordinal));
        var isDry = input.Has("--dry-run");
        if (!isDry)
            await import.WriteAsync(plan, cancellation).ConfigureAwait(false);
        var refused = plan.Count(static line => line.Outcome == ImportOutcome.Refused);
        return new CommandResult
        {
            Table = Table(plan, isDry),
            ExitCode = refused > 0 ? 1 : 0,
            Error = refused > 0 ? $"Not imported: {string.Join(", ", plan.Where(static line => line.Outcome == ImportOutcome.Refused).Select(static line => line.Job))}." : null,
        };
    }

    private static CommandTable Table(IReadOnlyList<ImportedSetting> plan, bool isDry) => new()
    {
        Columns = ["job", "setting", "value", "outcome", "from", "note"],
        Rows = [.. plan.Select(line => new object?[] { line.Job, line.Setting, line.Value, Outcome(line, isDry), line.From, line.Note })],
    };

    private static string Outcome(ImportedSetting line, bool isDry) =>
        isDry && line.Outcome == ImportOutcome.Written ? "would be written" : Choice.Word(line.Outcome);
}
