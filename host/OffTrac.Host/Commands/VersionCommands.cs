using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary><c>version list|add|rename|time|remove</c>, as in trac-admin.</summary>
internal static class VersionCommands
{
    private static readonly CommandArgument s_name = new() { Name = "NAME", Description = "Name of the version." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command { Words = "version list", Summary = "Lists versions: those without a date first, then the newest." }, ListAsync),
        new(new Command
        {
            Words = "version add",
            Summary = "Makes a version.",
            Arguments = [s_name, new() { Name = "TIME", Description = "When it is released; no date if left out.", IsOptional = true }],
        }, AddAsync),
        new(new Command
        {
            Words = "version rename",
            Summary = "Renames a version, also in its tickets.",
            Arguments = [s_name, new() { Name = "NEW-NAME", Description = "Its new name." }],
        }, RenameAsync),
        new(new Command
        {
            Words = "version time",
            Summary = "Says when a version is released.",
            Arguments = [s_name, new() { Name = "TIME", Description = "Such as 2027-03-31, 2027-03-31T17:00:00Z or now; \"\" for none." }],
        }, TimeAsync),
        new(new Command
        {
            Words = "version remove",
            Aliases = ["version delete"],
            Summary = "Deletes a version. Its tickets keep its name.",
            Arguments = [s_name],
        }, RemoveAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var versions = await environment.Get<ITicketVersionStore>().ListAsync(cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["name", "time"],
            Rows = [.. versions.Select(version => new object?[] { version.Name, version.Time })],
        });
    }

    private static ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation)
    {
        var made = new TicketVersion { Name = context.Input["NAME"]!, Time = DateArgument.Optional(context.Input["TIME"] ?? "", context) };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var version = await environment.Get<ITicketVersionStore>().CreateAsync(made, scope: null, cancellation).ConfigureAwait(false);
                return $"Version {version.Name} made.";
            },
            cancellation);
    }

    private static ValueTask<CommandResult> RenameAsync(CommandContext context, CancellationToken cancellation) => UpdateAsync(
        context, version => version with { Name = context.Input["NEW-NAME"]! }, $"Version {context.Input["NAME"]} renamed.", cancellation);

    private static ValueTask<CommandResult> TimeAsync(CommandContext context, CancellationToken cancellation)
    {
        var time = DateArgument.Optional(context.Input["TIME"]!, context);
        return UpdateAsync(context, version => version with { Time = time }, $"Version {context.Input["NAME"]} changed.", cancellation);
    }

    private static ValueTask<CommandResult> UpdateAsync(
        CommandContext context, Func<TicketVersion, TicketVersion> change, string done, CancellationToken cancellation) =>
        context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var (store, name) = (environment.Get<ITicketVersionStore>(), context.Input["NAME"]!);
                var version = await store.FindAsync(name, cancellation).ConfigureAwait(false)
                    ?? throw new ResourceNotFoundException($"Version {name} does not exist.");
                await store.UpdateAsync(name, change(version), scope: null, cancellation).ConfigureAwait(false);
                return done;
            },
            cancellation);

    private static ValueTask<CommandResult> RemoveAsync(CommandContext context, CancellationToken cancellation) => context.ChangeAsync(
        async (environment, cancellation) =>
        {
            var name = context.Input["NAME"]!;
            await environment.Get<ITicketVersionStore>().DeleteAsync(name, scope: null, cancellation).ConfigureAwait(false);
            return $"Version {name} deleted.";
        },
        cancellation);
}
