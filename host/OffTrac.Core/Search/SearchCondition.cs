using System.Globalization;
using System.Text;
using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Search;

/// <summary>SQL that says that all terms occur, each in one of some columns. Compares as Trac does: <c>LIKE</c>, on PostgreSQL <c>ILIKE</c>.</summary>
internal sealed class SearchCondition(IDatabase database, IReadOnlyList<string> terms)
{
    /// <summary>Patterns of the terms; every condition of this instance names them.</summary>
    public DynamicParameters Parameters
    {
        get
        {
            var parameters = new DynamicParameters();
            for (var i = 0; i < terms.Count; i++)
                parameters.Add(NameOf(i), $"%{database.EscapeLike(terms[i])}%");
            return parameters;
        }
    }

    public string On(params ReadOnlySpan<string> columns)
    {
        var sql = new StringBuilder("(");
        for (var i = 0; i < terms.Count; i++)
        {
            sql.Append(i == 0 ? "(" : " AND (");
            for (var j = 0; j < columns.Length; j++)
                sql.Append(j == 0 ? "" : " OR ").Append(database.Like(columns[j], NameOf(i)));
            sql.Append(')');
        }

        return sql.Append(')').ToString();
    }

    private static string NameOf(int term) => string.Create(CultureInfo.InvariantCulture, $"@term{term}");
}
