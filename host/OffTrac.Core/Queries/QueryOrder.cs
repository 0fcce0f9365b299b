using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>What a query is sorted by: group, then order, then number; what is empty last, or first when turned round.</summary>
internal sealed class QueryOrder(PreparedTicketQuery query, QuerySource source)
{
    /// <summary>Expressions with their direction; the ticket's number is the last key and always goes upwards.</summary>
    public List<(string Expression, bool IsDescending)> Keys()
    {
        var keys = new List<(string, bool)>();
        if (query.Group is { } group && !string.Equals(group, query.Order, StringComparison.Ordinal))
            Add(keys, group, query.IsGroupDescending);
        Add(keys, query.Order, query.IsDescending);
        if (query.Order is not "id")
            keys.Add(("t.\"id\"", false));
        return keys;
    }

    private void Add(List<(string, bool)> keys, string field, bool isDescending)
    {
        foreach (var key in Expressions(field))
            keys.Add((key, isDescending));
    }

    private IEnumerable<string> Expressions(string field)
    {
        if (field is "id")
            return ["t.\"id\""];
        var column = source.Column(field);
        if (source.IsCustom(field))
            return [IsEmpty(column), column];
        if (query.Find(field)?.Type == TicketFieldType.Time)
            return [IsZero(column), column];
        return field switch
        {
            "priority" or "severity" or "resolution" or "type" => EnumKeys(source.EnumNumber(field)),
            "milestone" => MilestoneKeys(column, source.Named("milestone")),
            "version" => VersionKeys(column, source.Named("version")),
            _ => [IsEmpty(column), column],
        };
    }

    private static string[] EnumKeys(string number) => [IsEmpty(number), $"CAST({number} AS integer)"];

    private static string[] MilestoneKeys(string column, string milestone) =>
    [
        IsEmpty(column),
        IsZero($"{milestone}.\"completed\""), $"{milestone}.\"completed\"",
        IsZero($"{milestone}.\"due\""), $"{milestone}.\"due\"",
        column,
    ];

    private static string[] VersionKeys(string column, string version) =>
        [IsEmpty(column), IsZero($"{version}.\"time\""), $"{version}.\"time\"", column];

    private static string IsEmpty(string column) => $"COALESCE({column}, '') = ''";

    private static string IsZero(string column) => $"COALESCE({column}, 0) = 0";
}
