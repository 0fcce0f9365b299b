using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Values of tickets between what Trac's model holds and what goes over the wire.</summary>
internal static class TicketValues
{
    /// <summary>Answer of <c>ticket.get</c>: number, times, and all values with the token of the last change.</summary>
    public static RpcArray ToArray(Ticket ticket, IReadOnlyList<TicketField> fields, ITicketFields times)
    {
        var values = new RpcStruct();
        foreach (var field in fields)
        {
            if (field.Name is "time")
                values[field.Name] = ticket.Created;
            else if (field.Name is "changetime")
                values[field.Name] = ticket.Changed;
            else if (ticket.Values.TryGetValue(field.Name, out var value))
                values[field.Name] = IsTime(field) ? times.ReadTime(value) : value ?? "";
        }

        values["_ts"] = Token(ticket);
        return new RpcArray(ticket.Id, ticket.Created, ticket.Changed, values);
    }

    /// <summary>The same of a ticket that nobody has made: only defaults.</summary>
    public static RpcArray ToArray(FieldValues defaults)
    {
        var values = new RpcStruct();
        foreach (var (name, value) in defaults)
            values[name] = value;
        values["_ts"] = "0";
        return new RpcArray(RpcNil.Value, RpcNil.Value, RpcNil.Value, values);
    }

    /// <summary>What a new ticket holds before anybody sets a field.</summary>
    public static FieldValues Defaults(IReadOnlyList<TicketField> fields) => FieldValues.From(fields
        .Where(field => field.Name is not ("status" or "resolution") && field.Type != TicketFieldType.Time && !string.IsNullOrEmpty(field.Default))
        .Select(field => KeyValuePair.Create(field.Name, field.Default)));

    /// <summary>By which an update tells whether somebody else changed the ticket meanwhile.</summary>
    public static string Token(Ticket ticket) => TracTime.ToMicroseconds(ticket.Changed).ToString(CultureInfo.InvariantCulture);

    /// <summary>A value as the store takes it; null for nil.</summary>
    /// <param name="field">The field; null for a name that is none, whose value is checked all the same, as in Trac.</param>
    /// <exception cref="TracException">The field can't hold a value of that type.</exception>
    public static string? FromValue(TicketField? field, string name, RpcValue value)
    {
        if (!value.IsTrue())
            return value is RpcText ? "" : null;
        if (field is not null && IsTime(field))
            return StoredTime(value.ToTime($"Field {name}"));
        return value switch
        {
            RpcText text => text.Value,
            RpcArray => throw new TracException("Multi-values fields not supported yet"),
            RpcInteger or RpcDouble when field?.Type == TicketFieldType.TextArea => value.ToString(),
            _ => throw new RpcFaultException($"Field {name} is {value.TypeName}; a string is needed."),
        };
    }

    public static bool IsTime(TicketField field) => field.Type == TicketFieldType.Time;

    private static string StoredTime(DateTimeOffset time)
    {
        var microseconds = TracTime.ToMicroseconds(time);
        return microseconds.ToString(microseconds >= 0 ? "D18" : "D16", CultureInfo.InvariantCulture);
    }
}
