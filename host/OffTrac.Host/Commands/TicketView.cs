using System.Globalization;
using System.Text;
using System.Text.Json;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Host.Commands;

/// <summary>A ticket as commands show it.</summary>
internal static class TicketView
{
    public static CommandResult Show(Ticket ticket, IReadOnlyList<TicketChange> changes, IReadOnlyList<Attachment> attachments) => new()
    {
        Text = Text(ticket, changes, attachments),
        Json = JsonText.Write((ticket, changes, attachments), static (writer, view) =>
        {
            writer.WriteStartObject();
            WriteTicket(writer, view.ticket);
            writer.WriteStartArray("changes");
            foreach (var change in view.changes)
                Write(writer, change);
            writer.WriteEndArray();
            writer.WriteStartArray("attachments");
            foreach (var attachment in view.attachments)
                Write(writer, attachment);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }),
    };

    /// <summary>What a command says after it wrote a ticket.</summary>
    public static CommandResult Written(Ticket ticket, string text) => new()
    {
        Text = text,
        Json = JsonText.Write(ticket, static (writer, ticket) =>
        {
            writer.WriteStartObject();
            WriteTicket(writer, ticket);
            writer.WriteEndObject();
        }),
    };

    private static void WriteTicket(Utf8JsonWriter writer, Ticket ticket)
    {
        writer.WriteNumber("id", ticket.Id);
        writer.WriteString("time", JsonText.Time(ticket.Created));
        writer.WriteString("changetime", JsonText.Time(ticket.Changed));
        writer.WriteStartObject("fields");
        foreach (var (name, value) in ticket.Values)
            writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TicketChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("time", JsonText.Time(change.Time));
        writer.WriteString("author", change.Author);
        writer.WriteString("field", change.Field);
        writer.WriteString("oldvalue", change.OldValue);
        writer.WriteString("newvalue", change.NewValue);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Attachment attachment)
    {
        writer.WriteStartObject();
        writer.WriteString("filename", attachment.FileName);
        writer.WriteNumber("size", attachment.Size);
        writer.WriteString("time", JsonText.Time(attachment.Time));
        writer.WriteString("description", attachment.Description);
        writer.WriteString("author", attachment.Author);
        writer.WriteEndObject();
    }

    private static string Text(Ticket ticket, IReadOnlyList<TicketChange> changes, IReadOnlyList<Attachment> attachments)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"#{ticket.Id}: {ticket.Summary}");
        text.AppendLine(CultureInfo.InvariantCulture, $"created: {JsonText.Time(ticket.Created)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"changed: {JsonText.Time(ticket.Changed)}");
        foreach (var (name, value) in ticket.Values)
        {
            if (name is not ("summary" or "description") && !string.IsNullOrEmpty(value))
                text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {value}");
        }

        if (ticket.Description.Length > 0)
            text.AppendLine().AppendLine(ticket.Description);
        foreach (var moment in changes.GroupBy(change => (change.Time, change.Author)))
            AppendChange(text, moment.Key.Time, moment.Key.Author, moment);
        foreach (var attachment in attachments)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
                $"attachment {attachment.FileName} ({attachment.Size} bytes, {JsonText.Time(attachment.Time)}, {attachment.Author}) {attachment.Description}");
        }

        return text.ToString();
    }

    private static void AppendChange(StringBuilder text, DateTimeOffset time, string? author, IEnumerable<TicketChange> rows)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"-- {JsonText.Time(time)} {author}");
        foreach (var row in rows)
        {
            if (row.Field is "comment")
                text.Append(string.IsNullOrEmpty(row.NewValue) ? "" : row.NewValue + "\n");
            else if (!row.Field.StartsWith('_'))
                text.AppendLine(CultureInfo.InvariantCulture, $"{row.Field}: '{row.OldValue}' -> '{row.NewValue}'");
        }
    }
}
