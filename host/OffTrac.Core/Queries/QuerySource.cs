using System.Globalization;
using System.Text;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Queries;

/// <summary>The tables that filters and order look at: joined when a column of theirs is asked for.</summary>
/// <remarks>Only names of the environment's own fields come here: they are letters, digits and <c>_</c>, so they are written as literals.</remarks>
internal sealed class QuerySource
{
    // SQLite joins 64 tables at most.
    private const int MostJoins = 40;

    private readonly HashSet<string> _custom;
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);
    private readonly StringBuilder _joins = new();
    private int _customJoins;

    public QuerySource(PreparedTicketQuery query) =>
        _custom = query.Fields.Where(field => field.IsCustom).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);

    public string From => """ FROM "ticket" AS t""" + _joins;

    public bool IsCustom(string field) => _custom.Contains(field);

    /// <summary>A field's value as stored, wherever it is stored.</summary>
    public string Column(string field)
    {
        if (!_custom.Contains(field))
            return $"t.\"{field}\"";
        if (!_columns.TryGetValue(field, out var column))
            _columns[field] = column = _customJoins < MostJoins ? JoinCustom(field) : Lookup(field, "t");
        return column;
    }

    /// <summary>A custom field's value found for each row by itself.</summary>
    public static string Lookup(string field, string ticket) =>
        $"(SELECT \"value\" FROM \"ticket_custom\" WHERE \"ticket\" = {ticket}.\"id\" AND \"name\" = '{field}')";

    /// <summary>The number that gives an enum's value its place.</summary>
    public string EnumNumber(string field)
    {
        var type = field is "type" ? "ticket_type" : field;
        return Join(field, $"enum_{field}", $"""
             LEFT JOIN "enum" AS "enum_{field}" ON "enum_{field}"."type" = '{type}' AND "enum_{field}"."name" = t."{field}"
            """) + ".\"value\"";
    }

    /// <summary>The milestone or version itself.</summary>
    public string Named(string table) =>
        Join(table, $"the_{table}", $"""
             LEFT JOIN "{table}" AS "the_{table}" ON "the_{table}"."name" = t."{table}"
            """);

    private string JoinCustom(string field)
    {
        var alias = "custom" + _customJoins++.ToString(CultureInfo.InvariantCulture);
        _joins.Append(
            CultureInfo.InvariantCulture,
            $""" LEFT JOIN "ticket_custom" AS {alias} ON {alias}."ticket" = t."id" AND {alias}."name" = '{field}'""");
        return alias + ".\"value\"";
    }

    private string Join(string key, string alias, string sql)
    {
        if (_columns.TryAdd("=" + key, alias))
            _joins.Append(sql);
        return $"\"{alias}\"";
    }
}
