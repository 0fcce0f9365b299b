using System.Text.Json;
using OffTrac.Core.Security;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Host.Commands;

/// <summary><c>permission list|add|remove|export|import</c> as in trac-admin, and <c>permission check</c>.</summary>
internal static class PermissionCommands
{
    private static readonly CommandArgument s_user = new() { Name = "USER", Description = "A user or group." };
    private static readonly CommandArgument s_actions = new() { Name = "ACTION", Description = "Actions, or groups that the user belongs to.", TakesMany = true };

    private static readonly CommandArgument s_file = new() { Name = "FILE", IsOptional = true };

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
            Words = "permission check",
            Summary = "Says whether a user may do something, as all policies decide.",
            Arguments =
            [
                s_user with { Description = "A login, or anonymous." },
                new() { Name = "ACTION", Description = "Such as TICKET_VIEW." },
                new()
                {
                    Name = "RESOURCE",
                    Description = "On what: realm:id[@version][/realm:id], each id percent-encoded, such as ticket:12 or wiki:WikiStart/attachment:a.png.",
                    IsOptional = true,
                },
            ],
        }, CheckAsync),
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
        new(new Command
        {
            Words = "permission export",
            Summary = "Writes what was granted as rows of comma-separated values: user, action, action and so on.",
            Arguments = [s_file with { Description = "A file, replaced if it exists; standard output if left out." }],
        }, ExportAsync),
        new(new Command
        {
            Words = "permission import",
            Summary = "Grants what rows of permission export name and is not granted yet; takes nothing back. All rows, or none.",
            Arguments = [s_file with { Description = "The file; standard input if left out." }],
        }, ImportAsync),
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

    private static async ValueTask<CommandResult> CheckAsync(CommandContext context, CancellationToken cancellation)
    {
        var resource = context.Input["RESOURCE"] is { Length: > 0 } text ? Resource.Parse(text) : null;
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var permissions = environment.Get<PermissionSystem>();
        var isAllowed = await permissions.CheckAsync(
            context.Input["ACTION"]!, context.Input["USER"]!, resource, cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Text = isAllowed ? "allowed" : "denied",
            // A wrong list of policies denies everything; without this nobody would know why.
            Error = permissions.Problem,
            Json = isAllowed ? """{"allowed": true}""" : """{"allowed": false}""",
        };
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

    private static async ValueTask<CommandResult> ExportAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var rows = await environment.Get<PermissionAdministration>().ExportAsync(cancellation).ConfigureAwait(false);
        var csv = CsvText.Write(rows);
        if (context.Input["FILE"] is not { } file)
            return new CommandResult { Text = csv, Json = JsonText.Write(rows, WriteRows) };
        var path = context.Console.FullPath(file);
        await File.WriteAllTextAsync(path, csv, cancellation).ConfigureAwait(false);
        return CommandResult.FromText($"Permissions written to {path}.");
    }

    private static async ValueTask<CommandResult> ImportAsync(CommandContext context, CancellationToken cancellation)
    {
        var csv = await TextInput.ReadAsync(context, context.Input["FILE"], cancellation).ConfigureAwait(false);
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var count = await environment.Get<PermissionAdministration>().ImportAsync(csv, cancellation).ConfigureAwait(false);
        return CommandResult.FromText(FormattableString.Invariant($"{count} granted; all others of the rows were before."));
    }

    private static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
            JsonText.WriteValue(writer, row);
        writer.WriteEndArray();
    }
}
