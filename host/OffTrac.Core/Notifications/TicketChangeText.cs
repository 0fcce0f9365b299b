using System.Globalization;
using System.Text;
using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Notifications;

/// <summary>What a mail says of one event of a ticket, by Trac's templates.</summary>
internal sealed class TicketChangeText(
    TicketNotification change,
    IReadOnlyList<TicketField> fields,
    CustomDefaults defaults,
    PlainAuthors authors,
    TimeZoneInfo zone,
    bool isAmbiguousWide)
{
    private const int Columns = 75;

    private readonly TextWrapper _wrapper = new(isAmbiguousWide);
    private readonly Ticket _ticket = change.Ticket;

    /// <summary>Number and summary, then the table of fields.</summary>
    public string Head()
    {
        var id = _ticket.Id.ToString(CultureInfo.InvariantCulture);
        return $"#{id}: {_wrapper.Wrap(_ticket.Summary, Columns)}\n{new PropertyTable(_wrapper).Write(Properties())}\n";
    }

    public string Description() => $"{Indented(_ticket.Description)}\n";

    /// <summary>Changed fields, the description, the comment.</summary>
    public string Change()
    {
        var body = ChangedFields();
        var description = ChangedDescription();
        var comment = Indented(change.Comment ?? "");
        var text = new StringBuilder();
        var author = authors.Name(change.Author);
        if (body.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"Changes (by {author}):\n\n{body}\n");
        if (description.Length > 0)
        {
            if (body.Length == 0 && comment.Length == 0)
                text.Append(CultureInfo.InvariantCulture, $"Description changed by {author}:\n");
            text.Append(CultureInfo.InvariantCulture, $"{description}\n--\n");
        }

        if (comment.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"{(body.Length > 0 ? "Comment:" : $"Comment (by {author}):")}\n\n{comment}\n");
        return text.ToString();
    }

    /// <summary>The attachment that came or went.</summary>
    public string Attached(bool isAdded)
    {
        var attachment = change.Attachment!;
        var text = Indented($" * Attachment \"{attachment.FileName}\" {(isAdded ? "added" : "removed")}.") + "\n";
        if (!string.IsNullOrEmpty(attachment.Description))
            text += $"\n{Indented(attachment.Description)}";
        return $"Changes (by {authors.Name(attachment.Author)}):\n\n{text}\n";
    }

    private string Indented(string text) => _wrapper.Wrap(text, Columns, " ", " ");

    private List<Property> Properties()
    {
        var properties = new List<Property>();
        foreach (var field in fields)
        {
            if (field.Name is "summary" or "cc" or "time" or "changetime" or "description" || !Holds(field.Name))
                continue;
            var value = ForPeople(field.Name, _ticket.Values[field.Name] ?? "");
            var isBig = field.Type == TicketFieldType.TextArea || value.Contains('\n', StringComparison.Ordinal);
            properties.Add(new Property(field.Label, isBig ? string.Join('\n', PythonLines.Split(value)) : value, isBig));
        }

        return properties;
    }

    private bool Holds(string name) => change.HeldFields.Count > 0 ? change.HeldFields.Contains(name) : _ticket.Values.Contains(name);

    private string ChangedFields()
    {
        var text = new StringBuilder();
        foreach (var (name, before) in change.OldValues.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            var (old, value) = (before ?? "", _ticket.Values[name] ?? "");
            if (old == value || name is "description" || IsFilled(name, before, value))
                continue;
            if (name is "cc")
                AppendCc(old, value, text);
            else
                AppendField(name, ForPeople(name, old), ForPeople(name, value), text);
        }

        return text.ToString();
    }

    /// <summary>A field that was made after the ticket got its default with this change; the change log doesn't tell of that.</summary>
    private bool IsFilled(string name, string? before, string value) => before is null
        && fields.FirstOrDefault(field => field.Name == name) is { IsCustom: true } field
        && defaults.Of(field) == value;

    private void AppendField(string name, string old, string value, StringBuilder text)
    {
        var length = 7 + TracText.Length(name);
        var (beforeArrow, afterArrow) = (" ", " ");
        if (TracText.Length(old) + TracText.Length(value) + length > Columns)
        {
            length = 5;
            beforeArrow = TracText.Length(old) + length > Columns ? "\n" : " ";
            afterArrow = TracText.Length(value) + length > Columns ? "\n" : " ";
        }

        var indent = new string(' ', length);
        var line = $"* {name}: {beforeArrow}{old}{beforeArrow}=>{afterArrow}{value}".Replace("\n", "\n" + indent, StringComparison.Ordinal);
        text.Append(' ').Append(_wrapper.Wrap(line, Columns, "", indent)).Append('\n');
    }

    private void AppendCc(string old, string value, StringBuilder text)
    {
        var (before, after) = (WordList.Split(old), WordList.Split(value));
        Append("removed", before.Where(person => !after.Contains(person, StringComparer.Ordinal)));
        Append("added", after.Where(person => !before.Contains(person, StringComparer.Ordinal)));

        void Append(string what, IEnumerable<string> people)
        {
            if (string.Join(", ", people.Select(authors.Name)) is { Length: > 0 } names)
                text.Append(Indented($" * cc: {names} ({what})")).Append('\n');
        }
    }

    private string ChangedDescription()
    {
        if (!change.OldValues.TryGetValue("description", out var before) || (before ?? "") == _ticket.Description)
            return "";
        var old = _wrapper.Wrap(before ?? "", Columns, "> ", "> ").Replace("\n\n", "\n>\n", StringComparison.Ordinal);
        return $"\nOld description:\n\n{old}\n\nNew description:\n\n{Indented(_ticket.Description)}\n";
    }

    private string ForPeople(string name, string value)
    {
        if (name is "owner" or "reporter")
            return authors.Name(value);
        if (!change.TimeFields.Contains(name))
            return value;
        if (!long.TryParse(CustomTime.FromStored(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds))
            return "";
        var time = TimeZoneInfo.ConvertTime(TracTime.FromMicroseconds(microseconds), zone);
        var isDate = fields.FirstOrDefault(field => field.Name == name)?.Format is "date";
        return time.ToString(isDate ? "MM/dd/yy" : "MM/dd/yy HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
