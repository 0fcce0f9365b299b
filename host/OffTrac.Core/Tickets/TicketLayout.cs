using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>The fields arranged for reading and writing rows.</summary>
internal sealed class TicketLayout
{
    private static readonly Dictionary<string, TicketField> s_choices = ((string[])
        ["type", "status", "priority", "milestone", "component", "version", "severity", "resolution"]).ToDictionary(
            name => name, name => new TicketField { Name = name, Label = name }, StringComparer.Ordinal);

    private readonly Dictionary<string, TicketField> _byName;

    public TicketLayout(IReadOnlyList<TicketField> fields, int databaseVersion)
    {
        Fields = fields;
        Standard = [.. fields.Where(field => !field.IsCustom && !IsTime(field.Name))];
        Custom = [.. fields.Where(field => field.IsCustom)];
        _byName = fields.Where(field => !IsTime(field.Name)).ToDictionary(field => field.Name, StringComparer.Ordinal);
        Columns = string.Concat(Standard.Select(field => $", \"{field.Name}\""));
        TimeFields = FieldNames.From(Custom.Where(field => field.Type == TicketFieldType.Time).Select(field => field.Name));
        EmptyText = databaseVersion < 45 ? "" : null;
        FillsMissingCustom = databaseVersion > 29;
        OwnerFollowsComponent = databaseVersion <= 29;
    }

    public IReadOnlyList<TicketField> Fields { get; }

    /// <summary>Names of fields that values can be given for.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Trac's fields that have a text column.</summary>
    public IReadOnlyList<TicketField> Standard { get; }

    public IReadOnlyList<TicketField> Custom { get; }

    /// <summary>Custom fields that hold times.</summary>
    public FieldNames TimeFields { get; }

    /// <summary>The columns of <see cref="Standard"/>, quoted, each with a comma before it.</summary>
    public string Columns { get; }

    /// <summary>How an empty value is stored: Trac up to 1.2 writes empty text, later ones NULL.</summary>
    public string? EmptyText { get; }

    /// <summary>Whether Trac, when it stores a ticket, adds rows for custom fields made after the ticket; since 1.2.</summary>
    public bool FillsMissingCustom { get; }

    /// <summary>Whether the model, not the workflow, gives a ticket its component's owner; up to Trac 1.0.</summary>
    public bool OwnerFollowsComponent { get; }

    /// <summary>A field that values can be given for, or null.</summary>
    public TicketField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A column that values are chosen for, also when there are none to choose from; or null.</summary>
    public static TicketField? FindChoice(string name) => s_choices.GetValueOrDefault(name);

    private static bool IsTime(string name) => name is "time" or "changetime";
}
