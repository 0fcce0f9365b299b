using OffTrac.Sdk;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>
/// A ticket in memory while somebody sets fields, by the rules of Trac's model: text is stripped, setting what is there does
/// nothing, setting it back forgets the change. Empty and NULL in a column are the same.
/// </summary>
internal sealed class TicketEdit
{
    private readonly TicketLayout _layout;
    private readonly CustomDefaults _defaults;
    private readonly TimeProvider _time;
    private readonly OrderedDictionary<string, string?> _values = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string?>> _old = [];
    private readonly Dictionary<string, string> _filled = new(StringComparer.Ordinal);

    /// <summary>Time fields that were set to the empty text rather than to nothing: no time either way, but Trac tells them apart.</summary>
    private readonly HashSet<string> _emptyTimes = new(StringComparer.Ordinal);

    private TicketEdit(TicketLayout layout, TimeProvider time)
    {
        _layout = layout;
        _time = time;
        _defaults = new CustomDefaults(time);
    }

    /// <summary>
    /// Whether Trac's model alone rules, as it does over programs: nothing is another value than the empty text, so that a field set to it
    /// changes, and the column of a choice that has no values, and is no field therefore, can be set.
    /// </summary>
    public bool FollowsModel { get; set; }

    /// <summary>Names of changed fields in the order in which they were set, with the values before; null for none.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Old => _old;

    /// <summary>Whether any field has another value than before.</summary>
    public bool IsChanged => _old.Exists(old => !Same(_values.GetValueOrDefault(old.Key), old.Value));

    /// <summary>A ticket to be made, with the defaults of the ini.</summary>
    public static TicketEdit New(TicketLayout layout, TicketOptions options, TimeProvider time)
    {
        var edit = new TicketEdit(layout, time);
        foreach (var field in layout.Standard)
        {
            if (field.Name is not ("status" or "resolution") && options.DefaultOf(field.Name) is { Length: > 0 } value)
                edit._values[field.Name] = value;
        }

        foreach (var field in layout.Custom)
        {
            if (edit._defaults.Of(field) is { Length: > 0 } value)
                edit._values[field.Name] = value;
        }

        return edit;
    }

    /// <summary>A stored ticket. A custom field made after the ticket is set to its default, which counts as a change.</summary>
    public static TicketEdit Of(StoredTicket stored, TicketLayout layout, TimeProvider time)
    {
        var edit = new TicketEdit(layout, time);
        for (var i = 0; i < layout.Standard.Count; i++)
            edit._values[layout.Standard[i].Name] = stored.Columns[i] ?? "";
        foreach (var field in layout.Custom)
        {
            if (stored.Custom.TryGetValue(field.Name, out var value))
                edit._values[field.Name] = field.Type == TicketFieldType.Time ? CustomTime.FromStored(value) : value ?? "";
        }

        foreach (var field in layout.Custom)
        {
            if (layout.FillsMissingCustom && !stored.Custom.ContainsKey(field.Name) && edit._defaults.Of(field) is { Length: > 0 } missing)
                edit.Fill(field.Name, missing);
        }

        return edit;
    }

    public IReadOnlyList<TicketField> Fields => _layout.Fields;

    /// <summary>Fields that somebody gave another value; those that only got their default for want of a row are left out.</summary>
    public IEnumerable<string> ChangedNames => _old
        .Where(old => !(_filled.TryGetValue(old.Key, out var usual) && Same(usual, _values[old.Key])))
        .Select(old => old.Key);

    /// <summary>Names of all fields that differ from what is stored, those that only got their default included.</summary>
    public IEnumerable<string> SetNames => _old.Select(old => old.Key);

    /// <summary>Forgets all changes.</summary>
    public void Restore()
    {
        foreach (var (name, value) in _old)
            _values[name] = value;
        _old.Clear();
        _filled.Clear();
    }

    /// <summary>Whether there is such a field.</summary>
    public bool Knows(string name) => _layout.Find(name) is not null;

    public bool IsTime(string name) => _layout.Find(name) is { Type: TicketFieldType.Time };

    /// <summary>All values as they would be, in the order of the fields.</summary>
    public FieldValues Values() => FieldValues.From(
        _layout.Standard.Concat(_layout.Custom)
            .Where(field => _values.ContainsKey(field.Name))
            .Select(field => KeyValuePair.Create(field.Name, _values[field.Name])));

    /// <summary>All values as they would be, in the order in which they were set: defaults first.</summary>
    public FieldValues ValuesAsSet() => FieldValues.From(_values);

    /// <summary>The values that somebody changed.</summary>
    public FieldValues ChangedValues() => FieldValues.From(ChangedNames.Select(name => KeyValuePair.Create(name, Given(name))));

    public bool Has(string name) => _values.ContainsKey(name);

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Sets fields.</summary>
    /// <exception cref="TracException">A field is unknown, or a date can't be read.</exception>
    public void Set(FieldValues values)
    {
        foreach (var (name, value) in values)
            Set(name, value);
    }

    /// <summary>Sets a field.</summary>
    /// <exception cref="TracException">It is unknown, or a date can't be read.</exception>
    public void Set(string name, string? value)
    {
        var field = _layout.Find(name) ?? (FollowsModel ? TicketLayout.FindChoice(name) : null) ?? throw new TracException(
            $"There is no field '{name}' that can be set; there are {string.Join(", ", _layout.Names)}.");
        if (field.Type == TicketFieldType.Time && value is "")
            _emptyTimes.Add(name);
        else
            _emptyTimes.Remove(name);
        SetPrepared(name, Prepare(field, value));
    }

    /// <summary>Brings field <c>cc</c> into the form that Trac stores.</summary>
    public void NormalizeCc()
    {
        if (_values.TryGetValue("cc", out var cc))
            SetPrepared("cc", TracText.NormalizeCc(cc ?? ""));
    }

    /// <summary>The value of a field as it is stored.</summary>
    public string? Stored(string name) => ToStored(_values.GetValueOrDefault(name));

    /// <summary>A value as it is stored.</summary>
    public string? ToStored(string? value) => value is "" ? _layout.EmptyText : value;

    /// <summary>Whether a field has its default.</summary>
    public bool IsDefault(TicketField field) =>
        Same(Given(field.Name), _defaults.Of(field) ?? (field.Default is null ? "" : null));

    private string? Given(string name) => _values.GetValueOrDefault(name) ?? (_emptyTimes.Contains(name) ? "" : null);

    /// <summary>Values before the changes, as Trac's model has them: null where there was none.</summary>
    public FieldValues OldValues() => FieldValues.From(_old);

    private string? Prepare(TicketField field, string? value) => field.Type switch
    {
        TicketFieldType.Time => CustomTime.FromInput(value, _time.GetUtcNow(), _time.LocalTimeZone),
        _ when value is null && FollowsModel => null,
        TicketFieldType.TextArea => value ?? "",
        _ => TracText.Strip(value ?? ""),
    };

    private void Fill(string name, string value)
    {
        _filled[name] = value;
        SetPrepared(name, value);
    }

    private void SetPrepared(string name, string? value)
    {
        var isKnown = _values.TryGetValue(name, out var current);
        if (isKnown && Same(current, value))
            return;
        var index = _old.FindIndex(old => string.Equals(old.Key, name, StringComparison.Ordinal));
        if (index < 0)
            _old.Add(new(name, current));
        else if (Same(_old[index].Value, value))
            _old.RemoveAt(index);
        _values[name] = value;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
