using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary><c>ticket_type|priority|severity|resolution list|add|change|remove|order</c>, as in trac-admin.</summary>
internal static class EnumCommands
{
    private static readonly (string Word, string Label, string Plural, TicketEnumKind Kind)[] s_kinds =
    [
        ("ticket_type", "ticket type", "ticket types", TicketEnumKind.TicketType),
        ("priority", "priority", "priorities", TicketEnumKind.Priority),
        ("severity", "severity", "severities", TicketEnumKind.Severity),
        ("resolution", "resolution", "resolutions", TicketEnumKind.Resolution),
    ];

    private static readonly CommandArgument s_value = new() { Name = "VALUE", Description = "The value's name." };

    /// <summary>The first words with what they are for.</summary>
    public static IEnumerable<(string Word, string Description)> Groups =>
        s_kinds.Select(kind => (kind.Word, $"Shows and changes the {kind.Plural} that tickets can have."));

    public static IEnumerable<CommandEntry> All => s_kinds.SelectMany(kind => Of(kind.Word, kind.Label, kind.Plural, kind.Kind));

    private static IEnumerable<CommandEntry> Of(string word, string label, string plural, TicketEnumKind kind) =>
    [
        new(
            new Command { Words = $"{word} list", Summary = $"Lists {plural} in their order." },
            (context, cancellation) => ListAsync(kind, context, cancellation)),
        new(
            new Command { Words = $"{word} add", Summary = $"Adds a {label} at the end.", Arguments = [s_value] },
            (context, cancellation) => AddAsync(kind, context, cancellation)),
        new(
            new Command
            {
                Words = $"{word} change",
                Summary = $"Renames a {label}, also in its tickets.",
                Arguments = [s_value, new() { Name = "NEW-VALUE", Description = "Its new name." }],
            },
            (context, cancellation) => ChangeAsync(kind, label, context, cancellation)),
        new(
            new Command
            {
                Words = $"{word} remove",
                Aliases = [$"{word} delete"],
                Summary = $"Deletes a {label}. Its tickets keep it.",
                Arguments = [s_value],
            },
            (context, cancellation) => RemoveAsync(kind, context, cancellation)),
        new(
            new Command
            {
                Words = $"{word} order",
                Summary = $"Moves a {label} one place up or down.",
                Arguments = [s_value, new() { Name = "DIRECTION", Description = "up or down." }],
            },
            (context, cancellation) => OrderAsync(kind, context, cancellation)),
    ];

    private static async ValueTask<CommandResult> ListAsync(TicketEnumKind kind, CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var values = await environment.Get<ITicketEnumStore>().ListAsync(kind, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["name", "value", "description"],
            Rows = [.. values.Select(value => new object?[] { value.Name, value.Value, value.Description })],
        });
    }

    private static ValueTask<CommandResult> AddAsync(TicketEnumKind kind, CommandContext context, CancellationToken cancellation) =>
        context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var value = await environment.Get<ITicketEnumStore>()
                    .CreateAsync(kind, new TicketEnumValue { Name = context.Input["VALUE"]! }, scope: null, cancellation).ConfigureAwait(false);
                return FormattableString.Invariant($"'{value.Name}' added as number {value.Value}.");
            },
            cancellation);

    private static ValueTask<CommandResult> ChangeAsync(
        TicketEnumKind kind, string label, CommandContext context, CancellationToken cancellation) => context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var (store, name) = (environment.Get<ITicketEnumStore>(), context.Input["VALUE"]!);
                var values = await store.ListAsync(kind, cancellation).ConfigureAwait(false);
                var value = values.FirstOrDefault(value => value.Name == name)
                    ?? throw new ResourceNotFoundException($"{char.ToUpperInvariant(label[0])}{label[1..]} {name} does not exist.");
                await store.UpdateAsync(kind, name, value with { Name = context.Input["NEW-VALUE"]! }, scope: null, cancellation)
                    .ConfigureAwait(false);
                return $"'{name}' renamed.";
            },
            cancellation);

    private static ValueTask<CommandResult> RemoveAsync(TicketEnumKind kind, CommandContext context, CancellationToken cancellation) =>
        context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var name = context.Input["VALUE"]!;
                await environment.Get<ITicketEnumStore>().DeleteAsync(kind, name, scope: null, cancellation).ConfigureAwait(false);
                return $"'{name}' deleted.";
            },
            cancellation);

    private static ValueTask<CommandResult> OrderAsync(TicketEnumKind kind, CommandContext context, CancellationToken cancellation)
    {
        var isUp = context.Input["DIRECTION"] switch
        {
            "up" => true,
            "down" => false,
            var other => throw new UsageException($"'{other}' is not a direction: write up or down."),
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var name = context.Input["VALUE"]!;
                var isMoved = await environment.Get<ITicketEnumStore>().MoveAsync(kind, name, isUp, scope: null, cancellation)
                    .ConfigureAwait(false);
                return isMoved ? $"'{name}' moved {context.Input["DIRECTION"]}." : $"'{name}' stays: there is nothing further {context.Input["DIRECTION"]}.";
            },
            cancellation);
    }
}
