using System.Globalization;
using System.Text;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Queries;

/// <summary>A query as SQL.</summary>
internal sealed class QueryStatement
{
    private const string Limit = " LIMIT @limit OFFSET @offset";

    private readonly List<(string Expression, bool IsDescending)> _keys;
    private readonly string _source;

    private QueryStatement(PreparedTicketQuery query, IDatabase database, QueryDates dates, string? user)
    {
        var source = new QuerySource(query);
        var where = new QueryConditions(query, source, Parameters, database, dates, user).Write() is { } condition ? " WHERE " + condition : "";
        CountSql = "SELECT COUNT(*)" + source.From + where;
        _keys = new QueryOrder(query, source).Keys();
        _source = source.From + where;
        Columns = QueryRowReader.For(query);
    }

    public QueryParameters Parameters { get; } = new();

    public QueryRowReader Columns { get; }

    /// <summary>How many tickets match.</summary>
    public string CountSql { get; }

    /// <exception cref="TicketQueryException">A date or a list of numbers can't be read.</exception>
    public static QueryStatement Write(PreparedTicketQuery query, IDatabase database, QueryDates dates, string? user) =>
        new(query, database, dates, user);

    /// <summary>The numbers of the tickets in order.</summary>
    public string NumbersSql(bool isLimited)
    {
        var sql = new StringBuilder("SELECT t.\"id\"").Append(_source);
        AppendOrder(sql, _keys.Select(key => key.Expression));
        return sql.Append(isLimited ? Limit : "").ToString();
    }

    /// <summary>
    /// The tickets in order. The page is found by keys alone, and only what is on it is read in full: long texts of the other tickets are
    /// neither sorted nor fetched.
    /// </summary>
    public string RowsSql(bool isLimited)
    {
        var sql = new StringBuilder("SELECT ").Append(Columns.SelectList).Append(" FROM (SELECT t.\"id\" AS \"id\"");
        for (var i = 0; i < _keys.Count; i++)
            sql.Append(CultureInfo.InvariantCulture, $", {_keys[i].Expression} AS k{i}");
        sql.Append(_source);
        string[] aliases = [.. _keys.Select((_, index) => "k" + index.ToString(CultureInfo.InvariantCulture))];
        if (isLimited)
        {
            AppendOrder(sql, aliases);
            sql.Append(Limit);
        }

        // SQLite takes a CROSS JOIN in the order written.
        sql.Append(") AS page CROSS JOIN \"ticket\" AS t WHERE t.\"id\" = page.\"id\"");
        AppendOrder(sql, aliases.Select(alias => "page." + alias));
        return sql.ToString();
    }

    private void AppendOrder(StringBuilder sql, IEnumerable<string> expressions)
    {
        var separator = " ORDER BY ";
        foreach (var (expression, key) in expressions.Zip(_keys))
        {
            sql.Append(separator).Append(expression).Append(key.IsDescending ? " DESC" : "");
            separator = ", ";
        }
    }
}
