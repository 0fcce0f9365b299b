using OffTrac.Host.Environments;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;

namespace OffTrac.Host.Commands;

/// <summary><c>milestone list|add|rename|due|completed|remove</c>, as in trac-admin.</summary>
internal static class MilestoneCommands
{
    private static readonly CommandArgument s_name = new() { Name = "NAME", Description = "Name of the milestone." };

    private static readonly CommandArgument s_date =
        new() { Name = "DATE", Description = "Such as 2027-03-31, 2027-03-31T17:00:00Z or now; \"\" for none." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command { Words = "milestone list", Summary = "Lists milestones: completed ones first, then by date." }, ListAsync),
        new(new Command
        {
            Words = "milestone add",
            Summary = "Makes a milestone.",
            Arguments = [s_name, new() { Name = "DUE", Description = "When it is due; no date if left out.", IsOptional = true }],
        }, AddAsync),
        new(new Command
        {
            Words = "milestone rename",
            Summary = "Renames a milestone; its tickets and attachments follow.",
            Arguments = [s_name, new() { Name = "NEW-NAME", Description = "Its new name." }],
        }, RenameAsync),
        new(new Command { Words = "milestone due", Summary = "Says when a milestone is due.", Arguments = [s_name, s_date] }, DueAsync),
        new(new Command
        {
            Words = "milestone completed",
            Summary = "Says when a milestone was completed; \"\" opens it again.",
            Arguments = [s_name, s_date],
        }, CompletedAsync),
        new(new Command
        {
            Words = "milestone remove",
            Aliases = ["milestone delete"],
            Summary = "Deletes a milestone with its attachments. Its tickets keep its name.",
            Arguments = [s_name],
        }, RemoveAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var milestones = await environment.Get<IMilestoneStore>().ListAsync(cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["name", "due", "completed"],
            Rows = [.. milestones.Select(milestone => new object?[] { milestone.Name, milestone.Due, milestone.Completed })],
        });
    }

    private static ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var made = new NewMilestone
        {
            Milestone = new Milestone
            {
                Name = input["NAME"]!,
                Due = input["DUE"] is { } due ? DateArgument.Required(due, context) : null,
            },
            Author = input.User,
            Origin = ChangeOrigin.Command,
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var milestone = await environment.Get<IMilestoneStore>().CreateAsync(made, scope: null, cancellation).ConfigureAwait(false);
                return $"Milestone {milestone.Name} made.";
            },
            cancellation);
    }

    private static ValueTask<CommandResult> RenameAsync(CommandContext context, CancellationToken cancellation) => UpdateAsync(
        context, milestone => milestone with { Name = context.Input["NEW-NAME"]! }, $"Milestone {context.Input["NAME"]} renamed.", cancellation);

    private static ValueTask<CommandResult> DueAsync(CommandContext context, CancellationToken cancellation)
    {
        var due = DateArgument.Optional(context.Input["DATE"]!, context);
        return UpdateAsync(
            context, milestone => milestone with { Due = due }, $"Milestone {context.Input["NAME"]} changed.", cancellation);
    }

    private static ValueTask<CommandResult> CompletedAsync(CommandContext context, CancellationToken cancellation)
    {
        var completed = DateArgument.Optional(context.Input["DATE"]!, context);
        return UpdateAsync(
            context, milestone => milestone with { Completed = completed }, $"Milestone {context.Input["NAME"]} changed.", cancellation);
    }

    private static ValueTask<CommandResult> UpdateAsync(
        CommandContext context, Func<Milestone, Milestone> change, string done, CancellationToken cancellation) => context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var milestone = await FindAsync(environment, context.Input["NAME"]!, cancellation).ConfigureAwait(false);
                var update = new MilestoneUpdate
                {
                    Name = milestone.Name,
                    Milestone = change(milestone),
                    Author = context.Input.User,
                    Origin = ChangeOrigin.Command,
                };
                await environment.Get<IMilestoneStore>().UpdateAsync(update, scope: null, cancellation).ConfigureAwait(false);
                return done;
            },
            cancellation);

    private static ValueTask<CommandResult> RemoveAsync(CommandContext context, CancellationToken cancellation)
    {
        var deletion = new MilestoneDeletion
        {
            Name = context.Input["NAME"]!,
            Author = context.Input.User,
            Origin = ChangeOrigin.Command,
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                await environment.Get<IMilestoneStore>().DeleteAsync(deletion, scope: null, cancellation).ConfigureAwait(false);
                return $"Milestone {deletion.Name} deleted.";
            },
            cancellation);
    }

    private static async ValueTask<Milestone> FindAsync(EnvironmentHost environment, string name, CancellationToken cancellation) =>
        await environment.Get<IMilestoneStore>().FindAsync(name, cancellation).ConfigureAwait(false)
        ?? throw new ResourceNotFoundException($"Milestone {name} does not exist.");
}
