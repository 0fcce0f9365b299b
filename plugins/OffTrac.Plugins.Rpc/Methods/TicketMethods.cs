using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>What <c>system.methodHelp</c> tells of namespace <c>ticket</c>.</summary>
internal static class TicketMethods
{
    private static readonly RpcParameter s_id = new(RpcType.Int, "id");
    private static readonly RpcParameter s_ticket = new(RpcType.Int, "ticket");
    private static readonly RpcParameter s_fileName = new(RpcType.String, "filename");
    private static readonly RpcParameter s_attributes = new(RpcType.Struct, "attributes", "{}");
    private static readonly RpcParameter s_notify = new(RpcType.Boolean, "notify", "False");
    private static readonly RpcParameter s_when = new(RpcType.DateTime, "when", "None");

    public static IReadOnlyList<RpcMethod> All { get; } =
    [
        new()
        {
            Name = "query",
            Returns = RpcType.Array,
            Parameters = [new(RpcType.String, "qstr", "\"status!=closed\"")],
            Description = "Numbers of the tickets that a TracQuery finds, in its order. Without `max=…` one page of `[query] items_per_page` "
                + "tickets; `max=0` gives all, `page=n` another page.",
        },
        new()
        {
            Name = "getRecentChanges",
            Returns = RpcType.Array,
            Parameters = [new(RpcType.DateTime, "since")],
            Description = "Numbers of the tickets that were made or changed at or after a time.",
        },
        new()
        {
            Name = "getAvailableActions",
            Returns = RpcType.Array,
            Parameters = [s_id],
            Description = "Names of the workflow actions that the caller can take. `getActions` tells more.",
        },
        new()
        {
            Name = "getActions",
            Returns = RpcType.Array,
            Parameters = [s_id],
            Description = "The workflow actions that the caller can take, each as `[action, label, hints, [input…]]`; an input is "
                + "`[name, value, [option…]]`.",
        },
        new()
        {
            Name = "get",
            Returns = RpcType.Array,
            Parameters = [s_id],
            Description = "A ticket as `[id, time created, time changed, attributes]`. Attribute `_ts` is what `update` tells collisions by.",
        },
        new()
        {
            Name = "create",
            Permission = "TICKET_CREATE",
            Returns = RpcType.Int,
            Parameters = [new(RpcType.String, "summary"), new(RpcType.String, "description"), s_attributes, s_notify, s_when],
            Description = "Makes a ticket and gives its number. Only who has `TICKET_ADMIN` may say when it was made.",
        },
        new()
        {
            Name = "update",
            Returns = RpcType.Array,
            Parameters =
                [s_id, new(RpcType.String, "comment"), s_attributes, s_notify, new(RpcType.String, "author", "\"\""), s_when],
            Description = "Changes a ticket and gives it as `get` does. Attribute `action` names a workflow action, the inputs of which are attributes "
                + "too; `_ts` is the token of the ticket that the change is based on. Without `action` the values are stored without the workflow's "
                + "rules, which needs `TICKET_MODIFY`. Only who has `TICKET_ADMIN` may name another author or time.",
        },
        new() { Name = "delete", Returns = RpcType.Int, Parameters = [s_id], Description = "Deletes a ticket; needs `TICKET_ADMIN`." },
        new()
        {
            Name = "changeLog",
            Returns = RpcType.Struct,
            Parameters = [s_id, new(RpcType.Int, "when", "0")],
            Description = "The change log as `[time, author, field, old value, new value, permanent]`; attachments are not permanent. With a time "
                + "only what has exactly that time.",
        },
        new()
        {
            Name = "listAttachments",
            Returns = RpcType.Array,
            Parameters = [s_ticket],
            Description = "Attachments of a ticket as `[file name, description, size, time, author]`.",
        },
        new()
        {
            Name = "getAttachment",
            Returns = RpcType.Binary,
            Parameters = [s_ticket, s_fileName],
            Description = "Content of an attachment.",
        },
        new()
        {
            Name = "putAttachment",
            Returns = RpcType.String,
            Parameters =
            [
                s_ticket, s_fileName, new(RpcType.String, "description"), new(RpcType.Binary, "data"), new(RpcType.Boolean, "replace", "True"),
            ],
            Signatures =
            [
                [RpcType.String, RpcType.Int, RpcType.String, RpcType.String, RpcType.Binary, RpcType.Boolean],
                [RpcType.String, RpcType.Int, RpcType.String, RpcType.String, RpcType.Binary],
            ],
            Description = "Adds an attachment and gives its name, which is another one when that name is taken and nothing is to be replaced.",
        },
        new()
        {
            Name = "deleteAttachment",
            Returns = RpcType.Boolean,
            Parameters = [s_ticket, s_fileName],
            Description = "Deletes an attachment.",
        },
        new() { Name = "getTicketFields", Permission = "TICKET_VIEW", Returns = RpcType.Array, Description = "The fields that tickets have." },
    ];
}
