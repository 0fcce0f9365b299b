using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>The members of messages about tickets.</summary>
internal static class TicketPayload
{
    /// <summary>Trac's own fields; after these a stored ticket's times come, then its custom fields.</summary>
    private static readonly string[] s_standard =
    [
        "summary", "reporter", "owner", "description", "type", "status", "priority", "milestone", "component", "version", "severity",
        "resolution", "keywords", "cc",
    ];

    public static void Created(PayloadWriter payload, TicketCreated created)
    {
        foreach (var name in Held(created))
            Value(payload, name, created.Ticket.Values[name], created);
        payload.Time("time", created.Ticket.Created);
        payload.Time("changetime", created.Ticket.Changed);
        payload.Number("id", created.Ticket.Id);
    }

    public static void Changed(PayloadWriter payload, (TicketChanged Event, bool AllValues) state)
    {
        var (changed, allValues) = state;
        payload.BeginMap("new_values");
        if (allValues)
        {
            Stored(payload, changed);
        }
        else
        {
            foreach (var (name, _) in changed.OldValues)
                Value(payload, name, changed.Ticket.Values[name], changed);
        }

        payload.EndMap();
        payload.BeginMap("old_values");
        foreach (var (name, value) in changed.OldValues)
            payload.Text(name, changed.TimeFields.Contains(name) ? PythonTime.FormatStored(value) : value);
        payload.EndMap();
        payload.Text("author", changed.Author);
        payload.Text("comment", changed.Comment);
        payload.Number("id", changed.Ticket.Id);
    }

    public static void Deleted(PayloadWriter payload, TicketDeleted deleted)
    {
        // Of a ticket that another program deleted nobody knows more than its number.
        if (deleted.Ticket.Values.Count > 0)
            Stored(payload, deleted);
        payload.Number("id", deleted.Ticket.Id);
    }

    public static void CommentEdited(PayloadWriter payload, TicketCommentModified modified)
    {
        payload.Text("comment", modified.Comment);
        payload.Text("old_comment", modified.OldComment);
        payload.Number("cnum", modified.CommentNumber);
        payload.Text("author", modified.Author);
        payload.Time("time", modified.Time);
        payload.Number("id", modified.Ticket.Id);
    }

    public static void CommentDeleted(PayloadWriter payload, TicketChangeDeleted deleted)
    {
        Map(payload, "new_values", deleted.NewValues, deleted);
        Map(payload, "old_values", deleted.OldValues, deleted);
        payload.Text("comment", deleted.Comment);
        payload.Number("cnum", deleted.CommentNumber);
        payload.Text("author", deleted.Author);
        payload.Time("time", deleted.Time);
        payload.Number("id", deleted.Ticket.Id);
    }

    private static void Map(PayloadWriter payload, string map, FieldValues values, TicketEvent change)
    {
        payload.BeginMap(map);
        foreach (var (name, value) in values)
            Value(payload, name, value, change);
        payload.EndMap();
    }

    /// <summary>All that Trac's model has when it reads a ticket, in the order of its tables.</summary>
    private static void Stored(PayloadWriter payload, TicketEvent change)
    {
        var hasTimes = false;
        foreach (var name in Held(change))
        {
            if (!hasTimes && !s_standard.Contains(name, StringComparer.Ordinal))
                Times();
            Value(payload, name, change.Ticket.Values[name], change);
        }

        if (!hasTimes)
            Times();

        void Times()
        {
            payload.Time("time", change.Ticket.Created);
            payload.Time("changetime", change.Ticket.Changed);
            hasTimes = true;
        }
    }

    private static IEnumerable<string> Held(TicketEvent change) => change.HeldFields.Count > 0 ? change.HeldFields : change.Ticket.Values.Names;

    /// <summary>A time that is not set is null; any other field that is not set is empty.</summary>
    private static void Value(PayloadWriter payload, string name, string? value, TicketEvent change) =>
        payload.Text(name, change.TimeFields.Contains(name) ? PythonTime.FormatStored(value) : value ?? "");
}
