using System.Globalization;
using OffTrac.Core.Deliveries;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary><c>delivery list|retry|drop</c>: events that durable components are yet to be told of.</summary>
internal static class DeliveryCommands
{
    private static readonly CommandArgument s_number = new()
    {
        Name = "NUMBER",
        Description = "Number of an event, as delivery list shows it; all if left out.",
        IsOptional = true,
    };

    private static readonly CommandOption s_component = new()
    {
        Name = "--component",
        ValueName = "NAME",
        Description = "Only those of this component.",
    };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "delivery list",
            Summary = "Lists what waits, oldest first, with the reason of what failed.",
            Options = [s_component],
        }, ListAsync),
        new(new Command
        {
            Words = "delivery retry",
            Summary = "Has what failed tried again now; exit 1 when nothing waits.",
            Arguments = [s_number],
            Options = [s_component],
        }, RetryAsync),
        new(new Command
        {
            Words = "delivery drop",
            Summary = "Gives up on events: the component will never hear of them. Exit 1 when there are none.",
            Arguments = [s_number],
            Options = [s_component, new() { Name = "--all", IsFlag = true, Description = "Needed to drop everything." }],
        }, DropAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var waiting = await environment.Get<DeliveryQueue>().ListAsync(context.Input["--component"], cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["event", "component", "kind", "resource", "time", "author", "attempts", "next_try", "error"],
            Rows = [.. waiting.Select(delivery => new object?[]
            {
                delivery.Event, delivery.Component, delivery.Kind, delivery.Resource, delivery.Time, delivery.Author, delivery.Attempts,
                delivery.NextTry, delivery.Error,
            })],
        });
    }

    private static async ValueTask<CommandResult> RetryAsync(CommandContext context, CancellationToken cancellation)
    {
        var number = Number(context.Input);
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var count = await environment.Get<DeliveryQueue>().RetryAsync(number, context.Input["--component"], cancellation).ConfigureAwait(false);
        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return Said(count, "to be tried again");
    }

    private static async ValueTask<CommandResult> DropAsync(CommandContext context, CancellationToken cancellation)
    {
        var (number, component) = (Number(context.Input), context.Input["--component"]);
        if (number is null && component is null && !context.Input.Has("--all"))
            throw new UsageException("What is to be dropped? Give NUMBER, --component or --all.");
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        return Said(await environment.Get<DeliveryQueue>().DropAsync(number, component, cancellation).ConfigureAwait(false), "dropped");
    }

    private static CommandResult Said(int count, string done) => count == 0
        ? CommandResult.Fail("No such delivery waits.", exitCode: 1)
        : CommandResult.FromText(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "delivery" : "deliveries")} {done}."));

    private static long? Number(CommandInput input)
    {
        if (input["NUMBER"] is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"'{text}' is not the number of an event, such as 12.");
    }
}
