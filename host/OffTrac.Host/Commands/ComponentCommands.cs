using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary><c>component list|add|rename|chown|remove</c>: components of tickets, as in trac-admin.</summary>
internal static class ComponentCommands
{
    private static readonly CommandArgument s_name = new() { Name = "NAME", Description = "Name of the component." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command { Words = "component list", Summary = "Lists what tickets can be about, with owners. For parts of plugins see plugin components." }, ListAsync),
        new(new Command
        {
            Words = "component add",
            Summary = "Makes a component.",
            Arguments = [s_name, new() { Name = "OWNER", Description = "Who gets its new tickets.", IsOptional = true }],
        }, AddAsync),
        new(new Command
        {
            Words = "component rename",
            Summary = "Renames a component, also in its tickets.",
            Arguments = [s_name, new() { Name = "NEW-NAME", Description = "Its new name." }],
        }, RenameAsync),
        new(new Command
        {
            Words = "component chown",
            Summary = "Gives a component another owner. Tickets keep theirs.",
            Arguments = [s_name, new() { Name = "OWNER", Description = "The new owner; \"\" for nobody." }],
        }, ChownAsync),
        new(new Command
        {
            Words = "component remove",
            Aliases = ["component delete"],
            Summary = "Deletes a component. Its tickets keep its name.",
            Arguments = [s_name],
        }, RemoveAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var components = await environment.Get<ITicketComponentStore>().ListAsync(cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["name", "owner"],
            Rows = [.. components.Select(component => new object?[] { component.Name, component.Owner })],
        });
    }

    private static ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation) => context.ChangeAsync(
        async (environment, cancellation) =>
        {
            var made = new TicketComponent { Name = context.Input["NAME"]!, Owner = context.Input["OWNER"] ?? "" };
            var component = await environment.Get<ITicketComponentStore>().CreateAsync(made, scope: null, cancellation).ConfigureAwait(false);
            return $"Component {component.Name} made.";
        },
        cancellation);

    private static ValueTask<CommandResult> RenameAsync(CommandContext context, CancellationToken cancellation) => UpdateAsync(
        context, component => component with { Name = context.Input["NEW-NAME"]! }, $"Component {context.Input["NAME"]} renamed.", cancellation);

    private static ValueTask<CommandResult> ChownAsync(CommandContext context, CancellationToken cancellation) => UpdateAsync(
        context, component => component with { Owner = context.Input["OWNER"]! }, $"Component {context.Input["NAME"]} changed.", cancellation);

    private static ValueTask<CommandResult> UpdateAsync(
        CommandContext context, Func<TicketComponent, TicketComponent> change, string done, CancellationToken cancellation) =>
        context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var (store, name) = (environment.Get<ITicketComponentStore>(), context.Input["NAME"]!);
                var component = await store.FindAsync(name, cancellation).ConfigureAwait(false)
                    ?? throw new ResourceNotFoundException($"Component {name} does not exist.");
                await store.UpdateAsync(name, change(component), scope: null, cancellation).ConfigureAwait(false);
                return done;
            },
            cancellation);

    private static ValueTask<CommandResult> RemoveAsync(CommandContext context, CancellationToken cancellation) => context.ChangeAsync(
        async (environment, cancellation) =>
        {
            var name = context.Input["NAME"]!;
            await environment.Get<ITicketComponentStore>().DeleteAsync(name, scope: null, cancellation).ConfigureAwait(false);
            return $"Component {name} deleted.";
        },
        cancellation);
}
