using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary><c>ticket show|create|change|delete|remove_comment</c>.</summary>
internal static class TicketCommands
{
    private static readonly CommandArgument s_number = new() { Name = "NUMBER", Description = "The ticket's number." };
    private static readonly CommandArgument s_fields = new()
    {
        Name = "FIELD=VALUE",
        Description = "Fields to set, such as priority=major.",
        IsOptional = true,
        TakesMany = true,
    };

    private static readonly CommandOption s_author = new()
    {
        Name = "--author",
        ValueName = "NAME",
        Description = "Who is written down; --user if left out.",
    };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "ticket show",
            Summary = "Shows a ticket with its changes and attachments; exit 1 when it does not exist.",
            Arguments = [s_number],
        }, ShowAsync),
        new(new Command
        {
            Words = "ticket create",
            Summary = "Makes a ticket, through workflow and validation but without asking for permissions.",
            Arguments = [new() { Name = "SUMMARY", Description = "Its summary." }, s_fields],
            Options =
            [
                s_author,
                new() { Name = "--action", ValueName = "NAME", Description = "The workflow's action for new tickets; its first if left out." },
            ],
        }, CreateAsync),
        new(new Command
        {
            Words = "ticket change",
            Summary = "Changes or comments a ticket, through validation but without asking for permissions.",
            Arguments = [s_number, s_fields],
            Options =
            [
                new() { Name = "--comment", ValueName = "TEXT", Description = "A comment in wiki text; - reads it from standard input." },
                new()
                {
                    Name = "--action",
                    ValueName = "NAME",
                    Description = "An action of the workflow; owner= and resolution= are then its arguments.",
                },
                new() { Name = "--reply-to", ValueName = "N", Description = "Number of the comment that this one answers." },
                s_author,
            ],
        }, ChangeAsync),
        new(new Command
        {
            Words = "ticket delete",
            Aliases = ["ticket remove"],
            Summary = "Deletes a ticket with its changes and attachments.",
            Arguments = [s_number],
        }, DeleteAsync),
        new(new Command
        {
            Words = "ticket remove_comment",
            Summary = "Deletes a comment with the change that it belongs to: fields get their values before back.",
            Arguments = [s_number, new() { Name = "COMMENT", Description = "Number of the comment." }],
        }, RemoveCommentAsync),
    ];

    private static async ValueTask<CommandResult> ShowAsync(CommandContext context, CancellationToken cancellation)
    {
        var id = Number(context.Input);
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var tickets = environment.Get<ITicketStore>();
        if (await tickets.FindAsync(id, cancellation).ConfigureAwait(false) is not { } ticket)
            return CommandResult.Fail($"Ticket {id} does not exist.", exitCode: 1);
        var changes = await tickets.GetChangesAsync(id, cancellation).ConfigureAwait(false);
        var attachments = await environment.Get<IAttachmentStore>().ListAsync(ticket.Resource, cancellation).ConfigureAwait(false);
        return TicketView.Show(ticket, changes, attachments);
    }

    private static async ValueTask<CommandResult> CreateAsync(CommandContext context, CancellationToken cancellation)
    {
        var values = Assignments(context.Input);
        if (values.Contains("summary"))
            throw new UsageException("The summary is given twice: as SUMMARY and as summary=.");
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var request = Request(context.Input) with
        {
            Values = FieldValues.From([new("summary", context.Input["SUMMARY"]), .. values]),
            Steps = EditSteps.Workflow | EditSteps.Manipulators | EditSteps.Notification,
        };
        var result = await environment.Get<ITicketEditor>().CreateAsync(request, scope: null, cancellation).ConfigureAwait(false);
        var ticket = Written(result);
        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return TicketView.Written(ticket, $"Ticket {ticket.Id} created.");
    }

    private static async ValueTask<CommandResult> ChangeAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        var id = Number(input);
        var values = Assignments(input);
        var comment = await CommentAsync(input, cancellation).ConfigureAwait(false);
        if (values.Count == 0 && string.IsNullOrWhiteSpace(comment) && input["--action"] is null)
            throw new UsageException("Nothing to change: give FIELD=VALUE, --comment or --action.");
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var request = WithAction(Request(input) with { Id = id, Values = values, Comment = comment, ReplyTo = input["--reply-to"] });
        var result = await environment.Get<ITicketEditor>().ChangeAsync(request, scope: null, cancellation).ConfigureAwait(false);
        var ticket = Written(result);
        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return TicketView.Written(ticket, result.CommentNumber is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"Ticket {id} changed, comment {number}.")
            : string.Create(CultureInfo.InvariantCulture, $"Ticket {id} is as it was."));
    }

    private static async ValueTask<CommandResult> DeleteAsync(CommandContext context, CancellationToken cancellation)
    {
        var id = Number(context.Input);
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var request = Request(context.Input) with { Id = id };
        await environment.Get<ITicketEditor>().DeleteAsync(request, scope: null, cancellation).ConfigureAwait(false);
        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return CommandResult.FromText(string.Create(CultureInfo.InvariantCulture, $"Ticket {id} deleted."));
    }

    private static ValueTask<CommandResult> RemoveCommentAsync(CommandContext context, CancellationToken cancellation)
    {
        var id = Number(context.Input);
        if (!int.TryParse(context.Input["COMMENT"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new UsageException($"'{context.Input["COMMENT"]}' is not the number of a comment, such as 3.");
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                var tickets = environment.Get<ITicketStore>();
                if (await tickets.FindAsync(id, cancellation).ConfigureAwait(false) is null)
                    throw new ResourceNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Ticket {id} does not exist."));
                var change = await tickets.FindChangeAsync(id, number, cancellation).ConfigureAwait(false);
                if (change.Count == 0)
                    throw new ResourceNotFoundException(string.Create(CultureInfo.InvariantCulture, $"Comment {number} of ticket {id} does not exist."));
                var deletion = new TicketChangeDeletion
                {
                    Id = id,
                    ChangeTime = change[0].Time,
                    Author = context.Input.User,
                    Origin = ChangeOrigin.Command,
                };
                await tickets.DeleteChangeAsync(deletion, scope: null, cancellation).ConfigureAwait(false);
                return string.Create(CultureInfo.InvariantCulture, $"Comment {number} of ticket {id} deleted.");
            },
            cancellation);
    }

    // Who sits at the machine is an administrator, as for trac-admin: no permission is asked for, but what
    // validates and what follows from a change is the same as for everybody.
    private static TicketRequest Request(CommandInput input) => new()
    {
        User = input.User,
        Author = input["--author"],
        Action = input["--action"],
        Steps = EditSteps.Manipulators | EditSteps.Notification,
        Origin = ChangeOrigin.Command,
    };

    // Without an action a status that was typed is stored as typed; with one the workflow sets it.
    private static TicketRequest WithAction(TicketRequest request)
    {
        if (request.Action is not { } action)
            return request;
        var arguments = FieldValues.Empty;
        foreach (var (name, value) in request.Values)
        {
            if (name is "owner")
                arguments = arguments.With($"action_{action}_reassign_owner", value);
            else if (name is "resolution")
                arguments = arguments.With($"action_{action}_resolve_resolution", value);
        }

        return request with
        {
            Values = request.Values.Without("owner").Without("resolution"),
            ActionArguments = arguments,
            Steps = request.Steps | EditSteps.Workflow,
        };
    }

    private static Ticket Written(TicketResult result) => result.Ticket ?? throw new TracException(
        string.Join("; ", result.Problems.Select(problem => problem.Field is { } field ? $"{field}: {problem.Message}" : problem.Message)));

    private static int Number(CommandInput input) =>
        int.TryParse(input["NUMBER"]!.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new UsageException($"'{input["NUMBER"]}' is not the number of a ticket, such as 12.");

    private static FieldValues Assignments(CommandInput input) => FieldValues.From(input.All("FIELD=VALUE").Select(Assignment));

    private static KeyValuePair<string, string?> Assignment(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is var at and > 0
            ? new(text[..at], text[(at + 1)..])
            : throw new UsageException($"'{text}' is not FIELD=VALUE, such as priority=major.");

    private static async ValueTask<string?> CommentAsync(CommandInput input, CancellationToken cancellation) =>
        input["--comment"] is "-"
            ? await input.StandardInput.ReadToEndAsync(cancellation).ConfigureAwait(false)
            : input["--comment"];
}
