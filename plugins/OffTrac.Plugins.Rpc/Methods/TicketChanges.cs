using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Makes and changes tickets by TracXMLRPC's rules.</summary>
internal sealed class TicketChanges(ITicketStore tickets, ITicketEditor editor, ITicketFields fields, ITicketWorkflow workflow)
{
    public static TicketActionContext Context(Ticket ticket, RpcCall call) =>
        new() { Stored = ticket, Values = ticket.Values, User = call.User, Author = call.User };

    /// <summary>No workflow and no check of values: a name that is no field is passed over, as Trac's model does.</summary>
    public async ValueTask<RpcValue> CreateAsync(RpcCall call, CancellationToken cancellation)
    {
        if (!call.Argument(0).IsTrue())
            throw new TracException("Tickets must contain a summary.");
        var known = await KnownAsync(cancellation).ConfigureAwait(false);
        var values = FieldValues.Empty
            .With("summary", TicketValues.FromValue(known["summary"], "summary", call.Argument(0)!))
            .With("description", TicketValues.FromValue(known["description"], "description", call.Argument(1) ?? RpcNil.Value))
            .With("reporter", call.User);
        foreach (var (name, value) in call.Attributes(2))
        {
            // Set by the store, whatever a program says.
            if (name is "time" or "changetime")
                continue;
            var text = TicketValues.FromValue(known.GetValueOrDefault(name), name, value);
            if (known.ContainsKey(name))
                values = values.With(name, text);
        }

        var time = call.Argument(4).IsTrue() && await call.Request.MayAsync("TICKET_ADMIN", null, cancellation).ConfigureAwait(false)
            ? call.Time(4)
            : null;
        var ticket = await tickets.CreateAsync(
            new NewTicket
            {
                Values = values.With("status", "new").With("resolution", ""),
                Author = call.User,
                Time = time,
                Origin = ChangeOrigin.Rpc,
                Notify = call.Argument(3).IsTrue(),
            },
            scope: null,
            cancellation).ConfigureAwait(false);
        return ticket.Id;
    }

    /// <summary>With an action by the rules of the ticket form, without one by those of the model.</summary>
    public async ValueTask<Ticket> UpdateAsync(Ticket stored, RpcCall call, CancellationToken cancellation)
    {
        var attributes = call.Attributes(2)
            .Where(attribute => attribute.Key is not ("time" or "changetime"))
            .ToDictionary(StringComparer.Ordinal);
        var isAdmin = (call.Argument(4).IsTrue() || call.Argument(5).IsTrue())
            && await call.Request.MayAsync("TICKET_ADMIN", stored.Resource, cancellation).ConfigureAwait(false);
        var author = call.Argument(4) is { } given && given.IsTrue() && (isAdmin || !call.Request.IsAuthenticated)
            ? PythonText.Str(given)
            : call.User;
        var time = isAdmin ? call.Time(5) : null;
        var change = attributes.ContainsKey("action")
            ? await ByActionAsync(stored, attributes, call, cancellation).ConfigureAwait(false)
            : await ByHandAsync(stored, attributes, call, cancellation).ConfigureAwait(false);
        return await SaveAsync(change with { Author = author, Time = time }, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TicketRequest> ByHandAsync(
        Ticket stored, Dictionary<string, RpcValue> attributes, RpcCall call, CancellationToken cancellation)
    {
        await call.Request.RequireAsync("TICKET_MODIFY", stored.Resource, cancellation).ConfigureAwait(false);
        var isBased = attributes.Remove("_ts", out var token) && token.IsTrue();
        if (isBased && PythonText.Str(token!) != TicketValues.Token(stored))
            throw new TracException("Ticket has been updated since last get().");
        var known = await KnownAsync(cancellation).ConfigureAwait(false);
        var request = Request(stored, call);
        return request with
        {
            Steps = isBased ? request.Steps | EditSteps.Collision : request.Steps,
            BasedOn = isBased ? stored.Changed : null,
            Values = FieldValues.From(attributes.Select(attribute => KeyValuePair.Create(
                attribute.Key, TicketValues.FromValue(known.GetValueOrDefault(attribute.Key), attribute.Key, attribute.Value)))),
        };
    }

    private async ValueTask<TicketRequest> ByActionAsync(
        Ticket stored, Dictionary<string, RpcValue> attributes, RpcCall call, CancellationToken cancellation)
    {
        var based = stored.Changed;
        if (attributes.Remove("_ts", out var token))
        {
            var number = token.ToInteger() ?? throw new TracException($"RPC ticket.update: Wrong '_ts' token in attributes ({PythonText.Repr(token)}).");
            based = number >= long.MinValue && number <= long.MaxValue && TracTime.IsInRange((long)number)
                ? TracTime.FromMicroseconds((long)number)
                : DateTimeOffset.MinValue;
        }

        var action = PythonText.Str(attributes["action"]);
        var actions = await workflow.GetActionNamesAsync(Context(stored, call), cancellation).ConfigureAwait(false);
        if (!actions.Contains(action, StringComparer.Ordinal))
            throw new TracException($"Rpc: Ticket {stored.Id} by {call.User} invalid action '{action}'");
        // Answers aren't stored, but Trac's form rules look at them.
        if (attributes.TryGetValue("replyto", out var reply) && reply.IsTrue() && reply is not RpcText { Value: "description" } && reply.ToInteger() is null)
            throw new TracException("Invalid comment threading identifier");
        var known = await KnownAsync(cancellation).ConfigureAwait(false);
        return Request(stored, call) with
        {
            Values = FieldValues.From(attributes
                .Where(attribute => attribute.Key is not "status" && known.TryGetValue(attribute.Key, out var field) && !IsNothing(field, attribute.Value, stored))
                .Select(attribute => KeyValuePair.Create(attribute.Key, FromValue(known[attribute.Key], attribute.Value)))),
            Action = action,
            ActionArguments = FieldValues.From(attributes
                .Where(attribute => attribute.Key.StartsWith("action_", StringComparison.Ordinal))
                .Select(attribute => KeyValuePair.Create(attribute.Key, ActionArgument(attribute)))),
            BasedOn = based,
        };
    }

    /// <summary>A time that a ticket has never had stays away when a form leaves it empty.</summary>
    private static bool IsNothing(TicketField field, RpcValue value, Ticket stored) =>
        TicketValues.IsTime(field) && value is RpcText { Value.Length: 0 } && !stored.Values.Contains(field.Name);

    /// <summary>Dates that are texts are read by the rules of forms.</summary>
    private static string? FromValue(TicketField field, RpcValue value) =>
        TicketValues.IsTime(field) && value is RpcText { Value.Length: > 0 } text ? text.Value : TicketValues.FromValue(field, field.Name, value);

    /// <summary>An argument of an action, of a list the first, as Trac takes it.</summary>
    private static string? ActionArgument(KeyValuePair<string, RpcValue> attribute) => attribute.Value switch
    {
        RpcArray { Items: [var first, ..] } => ActionArgument(KeyValuePair.Create(attribute.Key, first)),
        RpcText text => text.Value,
        RpcNil => null,
        var value when !value.IsTrue() => "",
        var value => throw new RpcFaultException($"{attribute.Key} is {value.TypeName}; a string is needed."),
    };

    private static TicketRequest Request(Ticket stored, RpcCall call) => new()
    {
        Id = stored.Id,
        User = call.User,
        Comment = call.OptionalText(1),
        Steps = call.Argument(3).IsTrue() ? EditSteps.Notification : EditSteps.None,
        Origin = ChangeOrigin.Rpc,
    };

    private async ValueTask<Ticket> SaveAsync(TicketRequest request, CancellationToken cancellation)
    {
        var steps = request.Action is null
            ? request.Steps
            : request.Steps | EditSteps.Permissions | EditSteps.Collision | EditSteps.Workflow | EditSteps.Manipulators;
        var result = await editor.ChangeAsync(request with { Steps = steps, Rules = EditRules.Program }, scope: null, cancellation).ConfigureAwait(false);
        return result.Ticket ?? throw new TracException(string.Join(' ', result.Problems.Select(Warning).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>A problem as Trac's page would warn of it.</summary>
    private static string Warning(ValidationProblem problem)
    {
        var message = HtmlText.Escape(problem.Message);
        return problem.Field switch
        {
            null => message,
            "comment" => $"The ticket comment is invalid: {message}",
            _ => $"The ticket field <strong>{HtmlText.Escape(problem.Label ?? problem.Field)}</strong> is invalid: {message}",
        };
    }

    private async ValueTask<Dictionary<string, TicketField>> KnownAsync(CancellationToken cancellation) =>
        (await fields.GetFieldsAsync(cancellation).ConfigureAwait(false))
            .Where(field => field.Name is not ("time" or "changetime"))
            .ToDictionary(field => field.Name, StringComparer.Ordinal);
}
