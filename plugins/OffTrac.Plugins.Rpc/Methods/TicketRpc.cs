using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket</c>.</summary>
[Component("tracrpc.ticket.TicketRPC")]
public sealed class TicketRpc(
    IEnvironment environment,
    ITicketStore tickets,
    ITicketEditor editor,
    ITicketFields fields,
    ITicketWorkflow workflow,
    ITicketQueries queries,
    IAttachmentStore attachments,
    IPermissions permissions,
    IAuthors authors) : IRpcHandler
{
    private static readonly Resource s_realm = new() { Realm = "ticket" };

    private readonly TicketActions _actions = new(workflow, authors);
    private readonly TicketChanges _changes = new(tickets, editor, fields, workflow);
    private readonly AttachmentCalls _attachments = new(attachments, permissions);

    public string Namespace => "ticket";

    public string Description => "Tickets: find, read, make, change and delete them, with their attachments.";

    public IReadOnlyList<RpcMethod> Methods => TicketMethods.All;

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation) => call.Method switch
    {
        "query" => await QueryAsync(call, cancellation).ConfigureAwait(false),
        "getRecentChanges" => await ListChangedAsync(call, cancellation).ConfigureAwait(false),
        "getAvailableActions" => new RpcArray([.. (await _actions.GetNamesAsync(await ContextAsync(call, cancellation).ConfigureAwait(false), cancellation)
            .ConfigureAwait(false)).Select(RpcValue.FromString)]),
        "getActions" => await _actions.DescribeAsync(await ContextAsync(call, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false),
        "get" => await GetAsync(call, cancellation).ConfigureAwait(false),
        "create" => await _changes.CreateAsync(call, cancellation).ConfigureAwait(false),
        "update" => await UpdateAsync(call, cancellation).ConfigureAwait(false),
        "delete" => await DeleteAsync(call, cancellation).ConfigureAwait(false),
        "changeLog" => await ListChangesAsync(call, cancellation).ConfigureAwait(false),
        "listAttachments" => await ListAttachmentsAsync(call, cancellation).ConfigureAwait(false),
        "getAttachment" => await _attachments.GetAsync(Parent(call), call.Name(1), call, cancellation).ConfigureAwait(false),
        "putAttachment" => await PutAttachmentAsync(call, cancellation).ConfigureAwait(false),
        "deleteAttachment" => await DeleteAttachmentAsync(call, cancellation).ConfigureAwait(false),
        "getTicketFields" => TicketFieldStructs.Of(await fields.GetFieldsAsync(cancellation).ConfigureAwait(false), environment.Configuration),
        _ => throw new RpcFaultException($"There is no method {Namespace}.{call.Method}."),
    };

    /// <summary>Trac asks for permission after it has cut the page, so that a page may hold fewer tickets.</summary>
    private async ValueTask<RpcValue> QueryAsync(RpcCall call, CancellationToken cancellation)
    {
        var text = call.Arguments.Count == 0 ? "status!=closed" : call.Text(0);
        var query = await queries.PrepareAsync(queries.Parse(text), cancellation).ConfigureAwait(false);
        var found = await queries.ListAsync(new TicketQueryRequest { Query = query, User = call.User }, cancellation).ConfigureAwait(false);
        return await VisibleAsync(found, call, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<RpcValue> ListChangedAsync(RpcCall call, CancellationToken cancellation)
    {
        var since = call.Time(0) ?? DateTimeOffset.UnixEpoch;
        return await VisibleAsync(await tickets.ListChangedAsync(since, cancellation).ConfigureAwait(false), call, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<RpcValue> VisibleAsync(IReadOnlyList<int> ids, RpcCall call, CancellationToken cancellation)
    {
        var visible = await permissions.CheckManyAsync("TICKET_VIEW", call.User, [.. ids.Select(Resource.Ticket)], cancellation)
            .ConfigureAwait(false);
        return new RpcArray([.. ids.Where((_, i) => visible[i]).Select(id => (RpcValue)id)]);
    }

    private async ValueTask<RpcValue> GetAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.Argument(0) is null)
        {
            await call.Request.RequireAsync("TICKET_VIEW", s_realm, cancellation).ConfigureAwait(false);
            return TicketValues.ToArray(TicketValues.Defaults(await fields.GetFieldsAsync(cancellation).ConfigureAwait(false)));
        }

        var ticket = await FindAsync(call, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("TICKET_VIEW", ticket.Resource, cancellation).ConfigureAwait(false);
        return TicketValues.ToArray(ticket, await fields.GetFieldsAsync(cancellation).ConfigureAwait(false), fields);
    }

    private async ValueTask<RpcValue> UpdateAsync(RpcCall call, CancellationToken cancellation)
    {
        var stored = await FindAsync(call, cancellation).ConfigureAwait(false);
        var ticket = await _changes.UpdateAsync(stored, call, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("TICKET_VIEW", ticket.Resource, cancellation).ConfigureAwait(false);
        return TicketValues.ToArray(ticket, await fields.GetFieldsAsync(cancellation).ConfigureAwait(false), fields);
    }

    private async ValueTask<RpcValue> DeleteAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.Argument(0) is null)
        {
            await call.Request.RequireAsync("TICKET_ADMIN", s_realm, cancellation).ConfigureAwait(false);
            return 0;
        }

        var ticket = await FindAsync(call, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("TICKET_ADMIN", ticket.Resource, cancellation).ConfigureAwait(false);
        await tickets.DeleteAsync(
            new TicketDeletion { Id = ticket.Id, Author = call.User, Origin = ChangeOrigin.Rpc }, scope: null, cancellation).ConfigureAwait(false);
        return 0;
    }

    private async ValueTask<RpcValue> ListChangesAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.Argument(0) is null)
        {
            await call.Request.RequireAsync("TICKET_VIEW", s_realm, cancellation).ConfigureAwait(false);
            return new RpcArray();
        }

        var ticket = await FindAsync(call, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("TICKET_VIEW", ticket.Resource, cancellation).ConfigureAwait(false);
        // Trac reads lazily: a time that is none ends its list instead of the call.
        if (call.Argument(1) is { } time && time.IsTrue() && time is not RpcTime)
            return new RpcArray();
        var times = (await fields.GetFieldsAsync(cancellation).ConfigureAwait(false))
            .Where(TicketValues.IsTime).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        // To Trac the beginning of 1970 is no time, like the default 0.
        var when = call.Time(1) is { } given && given != DateTimeOffset.UnixEpoch ? given : (DateTimeOffset?)null;
        var log = await tickets.GetLogAsync(ticket.Id, when, cancellation).ConfigureAwait(false);
        return new RpcArray([.. log.Select(entry => Entry(entry, times.Contains(entry.Field)))]);
    }

    private RpcArray Entry(TicketLogEntry entry, bool isTime) => new(
        entry.Time, entry.Author, entry.Field, Value(entry.OldValue, isTime), Value(entry.NewValue, isTime), entry.IsPermanent ? 1 : 0);

    private RpcValue Value(string? value, bool isTime) => isTime && fields.ReadTime(value) is { } time ? time : isTime ? "" : value ?? "";

    private async ValueTask<RpcValue> ListAttachmentsAsync(RpcCall call, CancellationToken cancellation)
    {
        var visible = await _attachments.ListAsync(Parent(call), call, cancellation).ConfigureAwait(false);
        return new RpcArray([.. visible.Select(attachment => new RpcArray(
            attachment.FileName, attachment.Description, attachment.Size, attachment.Time, attachment.Author))]);
    }

    private async ValueTask<RpcValue> PutAttachmentAsync(RpcCall call, CancellationToken cancellation)
    {
        var ticket = await FindAsync(call, cancellation).ConfigureAwait(false);
        var attachment = new NewAttachment
        {
            Parent = ticket.Resource,
            FileName = call.Name(1),
            Description = call.OptionalText(2),
            Replace = call.Arguments.Count < 5 || call.Argument(4).IsTrue(),
        };
        return await _attachments.PutAsync(attachment, call.Argument<RpcBinary>(3), call, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<RpcValue> DeleteAttachmentAsync(RpcCall call, CancellationToken cancellation)
    {
        var ticket = await FindAsync(call, cancellation).ConfigureAwait(false);
        await _attachments.DeleteAsync(ticket.Resource, call.Name(1), call, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>The ticket that the first argument names, as the caller would find it; without one a ticket that is not made yet.</summary>
    private async ValueTask<TicketActionContext> ContextAsync(RpcCall call, CancellationToken cancellation)
    {
        if (call.Argument(0) is not null)
            return TicketChanges.Context(await FindAsync(call, cancellation).ConfigureAwait(false), call);
        var known = await fields.GetFieldsAsync(cancellation).ConfigureAwait(false);
        return new TicketActionContext { Values = TicketValues.Defaults(known), User = call.User, Author = call.User };
    }

    private async ValueTask<Ticket> FindAsync(RpcCall call, CancellationToken cancellation)
    {
        var number = TicketNumber.Of(call, 0);
        return number.Id is { } id && await tickets.FindAsync(id, cancellation).ConfigureAwait(false) is { } ticket ? ticket : throw number.NotFound;
    }

    private static Resource Parent(RpcCall call) =>
        new() { Realm = "ticket", Id = call.Argument(0) is { } value ? Values.PythonText.Str(value) : "None" };
}
