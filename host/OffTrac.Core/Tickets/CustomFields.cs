using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>The fields of <c>[ticket-custom]</c>, by Trac's rules.</summary>
internal sealed partial class CustomFields(IEnvironmentConfiguration configuration, IReadOnlyList<string> allowedEmpty, ILogger logger)
{
    private const string Section = "ticket-custom";

    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "report", "order", "desc", "group", "groupdesc", "col", "row", "format", "max", "page", "verbose", "comment", "or", "id", "time",
        "changetime", "owner", "reporter", "cc", "summary", "description", "keywords",
    };

    private readonly IReadOnlyDictionary<string, string> _options = configuration.Section(Section);

    /// <summary>Valid fields by order, then name.</summary>
    public IReadOnlyList<TicketField> Read()
    {
        var fields = new List<TicketField>();
        foreach (var (name, type) in _options)
        {
            if (!name.Contains('.', StringComparison.Ordinal) && ReadField(name, type) is { } field && IsNameValid(name))
                fields.Add(field);
        }

        return [.. fields.OrderBy(field => field.Order).ThenBy(field => field.Name, StringComparer.Ordinal)];
    }

    private bool IsNameValid(string name)
    {
        if (s_reserved.Contains(name))
            logger.LogWarning("[{Section}] {Name}: the name is reserved; the field is ignored.", Section, name);
        else if (!ValidName().IsMatch(name))
            logger.LogWarning(
                "[{Section}] {Name}: a name is a letter followed by letters, digits or underscores; the field is ignored.", Section, name);
        else
            return true;
        return false;
    }

    /// <summary>The field, or null for a selection without options.</summary>
    private TicketField? ReadField(string name, string type)
    {
        var field = new TicketField
        {
            Name = name,
            IsCustom = true,
            Order = Integer(name, "order"),
            Label = Text(name, "label") is { Length: > 0 } label ? label : Capitalize(TracText.Strip(name.Replace('_', ' '))),
            Default = Text(name, "value") is { Length: > 0 } value ? value : null,
        };
        return type switch
        {
            "select" => Choice(field, TicketFieldType.Select),
            "radio" => Choice(field, TicketFieldType.Radio),
            "checkbox" => field with
            {
                Type = TicketFieldType.CheckBox,
                Default = TracText.IsTrue(field.Default) ? "1" : "0",
                TicketLinkQuery = Text(name, "ticketlink_query"),
            },
            "textarea" => field with
            {
                Type = TicketFieldType.TextArea,
                Format = Text(name, "format") ?? "plain",
                MaxSize = Integer(name, "max_size"),
                Rows = Integer(name, "rows"),
            },
            "time" => field with { Type = TicketFieldType.Time, Format = Text(name, "format") ?? "datetime" },
            "text" => Line(field),
            _ => Unknown(field, type),
        };
    }

    private TicketField Line(TicketField field)
    {
        var format = Text(field.Name, "format") ?? "plain";
        return field with
        {
            Format = format,
            MaxSize = Integer(field.Name, "max_size"),
            TicketLinkQuery = format is "reference" or "list" ? Text(field.Name, "ticketlink_query") : null,
        };
    }

    /// <summary>Trac keeps a field of a type that it doesn't know, and treats it as a line of text.</summary>
    private TicketField Unknown(TicketField field, string type)
    {
        logger.LogWarning(
            "[{Section}] {Name} = {Type}: a type is text, textarea, checkbox, select, radio or time; the field is taken as text.",
            Section, field.Name, type);
        return field;
    }

    private TicketField? Choice(TicketField field, TicketFieldType type)
    {
        var options = TracText.Split(Text(field.Name, "options"), '|', keepEmpty: true);
        if (options.Count == 0)
            return null;
        var hasEmpty = options.Remove("");
        return field with
        {
            Type = type,
            Options = [.. options],
            IsOptional = hasEmpty || allowedEmpty.Contains(field.Name, StringComparer.Ordinal),
            Default = Resolve(field, options),
            TicketLinkQuery = Text(field.Name, "ticketlink_query"),
        };
    }

    /// <summary>A default that is no option is tried as an index from zero; like Python's, a negative one counts from the end.</summary>
    private string? Resolve(TicketField field, List<string> options)
    {
        if (field.Default is not { } text || options.Contains(text, StringComparer.Ordinal))
            return field.Default;
        if (TracText.TryInteger(text, out var index) && index < options.Count && index >= -options.Count)
            return options.Count == 0 ? text : options[index < 0 ? index + options.Count : index];
        logger.LogWarning(
            "[{Section}] {Name}.value = {Value} is neither one of the options nor the index of one.", Section, field.Name, text);
        return text;
    }

    private string? Text(string name, string attribute) => _options.GetValueOrDefault($"{name}.{attribute}");

    private int Integer(string name, string attribute)
    {
        var text = Text(name, attribute) ?? "";
        if (TracText.TryInteger(text, out var number))
            return number;
        logger.LogWarning(
            "[{Section}] {Name}.{Attribute} = {Value} is not a whole number; 0 is taken.", Section, name, attribute, text);
        return 0;
    }

    private static string Capitalize(string text) => text.Length == 0
        ? text
        : string.Concat(text[..1].ToUpper(CultureInfo.InvariantCulture), text[1..].ToLower(CultureInfo.InvariantCulture));

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidName();
}
