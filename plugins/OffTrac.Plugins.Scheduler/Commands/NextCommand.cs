using System.Globalization;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>offtrac scheduler next</c>: what a schedule would do, without an environment.</summary>
[Component("offtrac.scheduler.NextCommand", Scope = ComponentScope.Host)]
public sealed class NextCommand(TimeProvider time) : ICommandProvider
{
    private const int DefaultCount = 10;
    private const int MostSlots = 10_000;

    public IReadOnlyList<Command> Commands { get; } =
    [
        new Command
        {
            Words = "scheduler next",
            Summary = "Shows what a schedule means and when it would be due.",
            Needs = CommandNeeds.Nothing,
            Arguments = [new CommandArgument { Name = "SCHEDULE", Description = "The schedule in quotes, such as \"daily 02:30\" or \"cron */15 8-18 * * mon-fri\"." }],
            Options =
            [
                new CommandOption { Name = "--zone", ValueName = "ZONE", Description = "Time zone: an IANA name, a Windows name, or such as \"GMT +2:00\"; the default is UTC." },
                new CommandOption { Name = "--after", ValueName = "TIME", Description = "Only what is due after this time, such as 2026-03-01T12:00:00Z; without an offset it is a time of the zone. The default is now." },
                new CommandOption { Name = "--count", ValueName = "N", Description = "How many times to show; the default is 10." },
            ],
        },
    ];

    public ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation)
    {
        try
        {
            return ValueTask.FromResult(NextAnswer.For(Preview(input)));
        }
        catch (TracException exception)
        {
            return ValueTask.FromResult(NextAnswer.For(exception));
        }
    }

    private SchedulePreview Preview(CommandInput input)
    {
        var schedule = Schedule.Parse(input["SCHEDULE"] ?? "");
        var zone = input["--zone"] is { } name ? ScheduleZone.Find(name) : ScheduleZone.Utc;
        var after = input["--after"] is { } text ? InstantText.Parse("--after", text, zone) : time.GetUtcNow();
        return SchedulePreview.Of(schedule, zone, after, Count(input["--count"]));
    }

    // A caller that checks a schedule without asking for times gives 0.
    private static int Count(string? text)
    {
        if (text is null)
            return DefaultCount;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostSlots
            ? count
            : throw new TracException($"--count: \"{ScheduleFormatException.Shown(text)}\" is not a count; allowed: 0 to {MostSlots.ToString(CultureInfo.InvariantCulture)}.");
    }
}
