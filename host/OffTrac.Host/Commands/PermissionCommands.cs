using OffTrac.Core.Security;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Security;

namespace OffTrac.Host.Commands;

/// <summary><c>permission list|add|remove</c>, as in trac-admin.</summary>
internal static class PermissionCommands
{
    private static readonly CommandArgument s_user = new() { Name = "USER", Description = "A user or group." };
    private static readonly CommandArgument s_actions = new() { Name = "ACTION", Description = "Actions, or groups that the user belongs to.", TakesMany = true };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "permission list",
            Summary = "Lists what was granted; with USER all that this user may do, groups and meta-actions included.",
            Arguments = [s_user with { IsOptional = true }],
            Options = [new() { Name = "--actions", IsFlag = true, Description = "Lists the actions that there are instead." }],
        }, ListAsync),
        new(new Command
        {
            Words = "permission add",
            Summary = "Grants actions to a user or group, or makes a user a member of groups: all of them, or none.",
            Arguments = [s_user, s_actions],
        }, AddAsync),
        new(new Command
        {
            Words = "permission remove",
            Summary = "Takes actions and memberships back; * stands for every user or every action.",
            Arguments = [s_user, s_actions],
        }, RemoveAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        if (context.Input.Has("--actions"))
        {
            var actions = await environment.Get<IPermissions>().GetDeclaredActionsAsync(cancellation).ConfigureAwait(false);
            return CommandResult.FromTable(new() { Columns = ["action"], Rows = [.. actions.Select(action => new object?[] { action })] });
        }

        var grants = await environment.Get<PermissionAdministration>().ListAsync(context.Input["USER"], cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["user", "action"],
            Rows = [.. grants.Select(grant => new object?[] { grant.Subject, grant.Action })],
        });
    }

    private static async ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var user = context.Input["USER"]!;
        await environment.Get<PermissionAdministration>().AddAsync(user, context.Input.All("ACTION"), cancellation).ConfigureAwait(false);
        return CommandResult.FromText($"{user} now has {string.Join(", ", context.Input.All("ACTION"))}.");
    }

    private static async ValueTask<CommandResult> RemoveAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var user = context.Input["USER"]!;
        await environment.Get<PermissionAdministration>().RemoveAsync(user, context.Input.All("ACTION"), cancellation).ConfigureAwait(false);
        return CommandResult.FromText($"{string.Join(", ", context.Input.All("ACTION"))} taken back from {user}.");
    }
}
