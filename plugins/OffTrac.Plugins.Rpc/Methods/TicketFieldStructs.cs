using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Fields of tickets as <c>ticket.getTicketFields</c> shows them: with the members that Trac's dictionaries have.</summary>
internal static class TicketFieldStructs
{
    private const string Section = "ticket-custom";

    public static RpcArray Of(IReadOnlyList<TicketField> fields, IEnvironmentConfiguration configuration)
    {
        var ini = configuration.Section(Section);
        return new RpcArray([.. fields.Select(field => field.IsCustom ? Custom(field, ini) : Standard(field))]);
    }

    private static RpcValue Standard(TicketField field)
    {
        var members = new RpcStruct { ["name"] = field.Name, ["type"] = TypeOf(field) };
        if (field.Format is { } format)
            members["format"] = format;
        members["label"] = field.Label;
        if (field.Type is TicketFieldType.Select or TicketFieldType.Radio)
        {
            members["value"] = field.Name is "status" ? "" : field.Default ?? "";
            AddOptions(members, field);
        }

        return members;
    }

    /// <summary>The default is the ini's text, which may be the index of an option.</summary>
    private static RpcValue Custom(TicketField field, IReadOnlyDictionary<string, string> ini)
    {
        var isCheckBox = field.Type == TicketFieldType.CheckBox;
        var type = ini.GetValueOrDefault(field.Name) ?? TypeOf(field);
        var members = new RpcStruct
        {
            ["name"] = field.Name,
            ["custom"] = true,
            ["type"] = type,
            ["order"] = field.Order,
            ["label"] = field.Label,
            ["value"] = isCheckBox ? field.Default : ini.GetValueOrDefault($"{field.Name}.value") ?? "",
        };
        if (field.Type is TicketFieldType.Select or TicketFieldType.Radio)
            AddOptions(members, field);
        if (type is "text" or "textarea" or "time")
            members["format"] = field.Format;
        if (type is "text" or "textarea")
            members["max_size"] = field.MaxSize;
        if (type is "textarea")
            members["height"] = field.Rows;
        if (type is "select" or "radio" or "checkbox" || (type is "text" && field.Format is "reference" or "list"))
            members["ticketlink_query"] = field.TicketLinkQuery;
        return members;
    }

    private static void AddOptions(RpcStruct members, TicketField field)
    {
        members["options"] = new RpcArray([.. field.Options.Select(RpcValue.FromString)]);
        if (field.IsOptional)
            members["optional"] = true;
    }

    private static string TypeOf(TicketField field) => field.Type switch
    {
        TicketFieldType.TextArea => "textarea",
        TicketFieldType.Select => "select",
        TicketFieldType.Radio => "radio",
        TicketFieldType.CheckBox => "checkbox",
        TicketFieldType.Time => "time",
        _ => "text",
    };
}
