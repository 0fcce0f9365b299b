using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>offtrac scheduler …</c>: what an administrator sees and does of an environment's jobs.</summary>
[Component("offtrac.scheduler.SchedulerCommands")]
public sealed class SchedulerCommands(SchedulerModule scheduler, IEnvironmentConfiguration configuration, TimeProvider time) : ICommandProvider
{
    private const int NotThere = 1;

    private static readonly CommandArgument s_job = new() { Name = "JOB", Description = "Name of the job." };
    private static readonly CommandOption s_all = new() { Name = "--all", IsFlag = true, Description = "All jobs, on all hosts." };

    public IReadOnlyList<Command> Commands { get; } =
    [
        new Command
        {
            Words = "scheduler list",
            Summary = "Lists the jobs with their state, next and last run.",
            Arguments = [new() { Name = "TEXT", IsOptional = true, Description = "Only jobs that have it in their name, description, component or schedule." }],
            Options = [new() { Name = "--state", ValueName = "STATE", TakesMany = true, Description = "Only jobs in this state; may be repeated." }],
        },
        new Command
        {
            Words = "scheduler show",
            Summary = "Shows a job with all its settings, where they come from, and its last runs; exit 1 when there is none of this name.",
            Arguments = [s_job],
        },
        new Command
        {
            Words = "scheduler run",
            Summary = "Has a job run at the next ping of a host. Exit of --wait and --here: 0 it ended well, 3 it did not.",
            Arguments = [s_job],
            Options =
            [
                new() { Name = "--arg", ValueName = "NAME=VALUE", TakesMany = true, Description = "An argument for this run; may be repeated." },
                new() { Name = "--wait", IsFlag = true, Description = "Wait until the run has ended, and show what came of it." },
                new() { Name = "--here", IsFlag = true, Description = "Run it in this process, now; no host is needed." },
            ],
        },
        new Command
        {
            Words = "scheduler cancel",
            Summary = "Cancels the run of this moment, on whichever host it is.",
            Arguments = [s_job],
        },
        new Command
        {
            Words = "scheduler pause",
            Summary = "Stops a job, or all, from being started; what runs goes on.",
            Arguments =
            [
                new() { Name = "JOB", IsOptional = true, Description = "Name of the job; left out with --all." },
                new() { Name = "REASON", IsOptional = true, TakesMany = true, Description = "Shown to everybody." },
            ],
            Options = [s_all],
        },
        new Command
        {
            Words = "scheduler resume",
            Summary = "Lets a job, or all, be started again; times during the pause are not made up for.",
            Arguments = [new() { Name = "JOB", IsOptional = true, Description = "Name of the job; left out with --all." }],
            Options = [s_all, new() { Name = "--run-now", IsFlag = true, Description = "Have it run at the next ping." }],
        },
        new Command
        {
            Words = "scheduler set",
            Summary = "Changes a setting of a job, such as its schedule; 'set JOB enabled false' switches it off.",
            Arguments =
            [
                s_job,
                new() { Name = "SETTING", Description = "Such as schedule, enabled, timezone or timeout; 'show' lists them." },
                new() { Name = "VALUE", IsOptional = true, Description = "The value, in quotes when it has blanks." },
            ],
            Options = [new() { Name = "--default", IsFlag = true, Description = "Back to what it is without being set." }],
        },
        new Command
        {
            Words = "scheduler history",
            Summary = "Lists runs, newest first.",
            Arguments = [new() { Name = "JOB", IsOptional = true, Description = "Only runs of this job." }],
            Options =
            [
                new() { Name = "--state", ValueName = "STATE", Description = "Only runs of this outcome, such as failed." },
                new() { Name = "--after", ValueName = "TIME", Description = "Only runs that started after this, such as 2026-03-01 or 2026-03-01T12:00Z." },
                new() { Name = "--limit", ValueName = "N", Description = "At most so many; the default is 50." },
                new() { Name = "--output", IsFlag = true, Description = "With what they logged, and their exceptions." },
            ],
        },
        new Command
        {
            Words = "scheduler clear-history",
            Summary = "Removes the runs of a job, or of all, from the history; the newest good and the newest failed one stay.",
            Arguments = [new() { Name = "JOB", IsOptional = true, Description = "Name of the job; left out with --all." }],
            Options = [s_all],
        },
        new Command
        {
            Words = "scheduler import-traccron",
            Summary = "Brings the schedules of [traccron] into [scheduler]; exit 1 when some can't be.",
            Options = [new() { Name = "--dry-run", IsFlag = true, Description = "Only show what would be written." }],
        },
    ];

    public async ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            return await DispatchAsync(input, cancellation).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException exception)
        {
            return CommandResult.Fail(exception.Message, NotThere);
        }
    }

    private ValueTask<CommandResult> DispatchAsync(CommandInput input, CancellationToken cancellation) => input.Words["scheduler ".Length..] switch
    {
        "list" => new JobListing(scheduler.Service, time).ListAsync(input, cancellation),
        "show" => new JobView(scheduler.Service, time).ShowAsync(input, cancellation),
        "run" => new RunRequests(scheduler.Service, time).RunAsync(input, cancellation),
        "history" => new RunListing(scheduler.Service).ListAsync(input, cancellation),
        "set" => new SettingChange(scheduler.Service, time).SetAsync(input, cancellation),
        "import-traccron" => new TracCronCommand(scheduler.Service, configuration).ImportAsync(input, cancellation),
        _ => new JobSwitches(scheduler.Service).ChangeAsync(input, cancellation),
    };
}
