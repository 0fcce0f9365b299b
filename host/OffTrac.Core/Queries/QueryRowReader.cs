using System.Data.Common;
using System.Globalization;
using System.Text;
using OffTrac.Core.Configuration;
using OffTrac.Sdk;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Which fields a query reads of a ticket, and how their values are shown.</summary>
internal sealed class QueryRowReader
{
    private readonly string[] _names;
    private readonly TicketFieldType[] _types;
    private readonly int[] _customTimes;

    private QueryRowReader(string[] names, PreparedTicketQuery query)
    {
        _names = names;
        _types = [.. names.Select(name => query.Find(name)?.Type ?? TicketFieldType.Text)];
        var custom = query.Fields.Where(field => field.IsCustom).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        _customTimes = [.. Enumerable.Range(0, names.Length).Where(i => _types[i] == TicketFieldType.Time && custom.Contains(names[i]))];
        var list = new StringBuilder("t.\"id\"");
        foreach (var name in names)
            list.Append(", ").Append(custom.Contains(name) ? QuerySource.Lookup(name, "t") : $"t.\"{name}\"");
        SelectList = list.ToString();
    }

    /// <summary>The number and the fields of table <c>ticket</c> as <c>t</c>.</summary>
    public string SelectList { get; }

    public bool HasCustomTimes => _customTimes.Length > 0;

    public static QueryRowReader For(PreparedTicketQuery query)
    {
        IEnumerable<string> names = [.. query.Columns, .. query.Group is { } group ? [group] : Array.Empty<string>()];
        if (query.Rows.Count > 0)
            names = [.. names, "reporter", .. query.Rows];
        names = [.. names, "status", "priority", "time", "changetime", query.Order, .. query.Clauses.SelectMany(clause => clause.Filters).Select(filter => filter.Field)];
        return new QueryRowReader([.. names.Where(name => name is not "id").Distinct(StringComparer.Ordinal)], query);
    }

    public TicketQueryRow Read(DbDataReader reader)
    {
        var values = new KeyValuePair<string, string?>[_names.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = new(_names[i], Show(_names[i], _types[i], Text(reader, i + 1)));
        return new TicketQueryRow { Id = reader.GetInt32(0), Values = FieldValues.Create(values) };
    }

    /// <summary>Only the number.</summary>
    /// <exception cref="TicketQueryException">A time is stored as something that is no number.</exception>
    public int ReadChecked(DbDataReader reader)
    {
        var id = reader.GetInt32(0);
        foreach (var i in _customTimes)
        {
            if (Text(reader, i + 1) is { Length: > 0 } text && !(PythonInteger.TryParse(text, out var number) && TracTime.IsInRange(number)))
                throw new TicketQueryException(
                    TicketQueryProblem.Value, string.Create(CultureInfo.InvariantCulture, $"Ticket {id}: {_names[i]} is stored as '{text}', which is no time."));
        }

        return id;
    }

    private static string? Text(DbDataReader reader, int ordinal) => reader.GetValue(ordinal) switch
    {
        DBNull => null,
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    private static string Show(string name, TicketFieldType type, string? value) => type switch
    {
        TicketFieldType.Time => Microseconds(value),
        TicketFieldType.CheckBox => value is not null && TracValue.ToBool(value) ? "1" : "0",
        _ when name is "reporter" => string.IsNullOrEmpty(value) ? "anonymous" : value,
        _ => value ?? "",
    };

    private static string Microseconds(string? value) =>
        value is not null && PythonInteger.TryParse(value, out var number) && number != 0 && TracTime.IsInRange(number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
}
