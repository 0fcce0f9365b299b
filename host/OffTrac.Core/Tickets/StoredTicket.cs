using System.Data.Common;
using OffTrac.Sdk;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>A ticket's rows as they are.</summary>
internal sealed class StoredTicket
{
    public required int Id { get; init; }

    public long Created { get; init; }

    public long Changed { get; init; }

    /// <summary>Columns in the order of <see cref="TicketLayout.Standard"/>.</summary>
    public required string?[] Columns { get; init; }

    /// <summary>Rows of <c>ticket_custom</c>, also of fields that no longer exist.</summary>
    public Dictionary<string, string?> Custom { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads <c>id, time, changetime</c> and the standard columns.</summary>
    public static StoredTicket Read(DbDataReader reader, TicketLayout layout)
    {
        var columns = new string?[layout.Standard.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = reader.IsDBNull(i + 3) ? null : reader.GetString(i + 3);
        return new StoredTicket
        {
            Id = reader.GetInt32(0),
            Created = reader.IsDBNull(1) ? 0 : reader.GetInt64(1),
            Changed = reader.IsDBNull(2) ? 0 : reader.GetInt64(2),
            Columns = columns,
        };
    }

    /// <summary>What Trac's model holds of it: every column, and custom fields that have a row or a default, in the order of the table's key.</summary>
    public FieldNames HeldFields(TicketLayout layout, CustomDefaults defaults) => FieldNames.From(
    [
        .. layout.Standard.Select(field => field.Name),
        .. layout.Custom
            .Where(field => Custom.ContainsKey(field.Name) || (layout.FillsMissingCustom && !string.IsNullOrEmpty(defaults.Of(field))))
            .Select(field => field.Name)
            .Order(StringComparer.Ordinal),
    ]);

    public Ticket ToTicket(TicketLayout layout, CustomDefaults defaults)
    {
        var values = new List<KeyValuePair<string, string?>>(layout.Standard.Count + layout.Custom.Count);
        for (var i = 0; i < Columns.Length; i++)
            values.Add(new(layout.Standard[i].Name, Columns[i]));
        foreach (var field in layout.Custom)
        {
            if (Custom.TryGetValue(field.Name, out var value) || (value = defaults.Of(field)) is { Length: > 0 })
                values.Add(new(field.Name, value));
        }

        return new Ticket
        {
            Id = Id,
            Created = TracTime.FromMicroseconds(Created),
            Changed = TracTime.FromMicroseconds(Changed),
            Values = FieldValues.From(values),
        };
    }
}
