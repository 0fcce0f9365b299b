using System.Text;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>The statements that make tables of OffTrac and its plugins.</summary>
public static class SchemaSql
{
    /// <summary>Name of the row of table <c>system</c> with the version of an area's tables.</summary>
    public static string VersionRow(DatabaseSchema schema) => $"offtrac_{schema.Area}_version";

    /// <summary>All statements for an area, in order, without semicolons.</summary>
    public static IEnumerable<string> Create(DatabaseSchema schema, DatabaseEngine engine) =>
        schema.Tables.SelectMany(table => Create(table, engine));

    /// <summary>The statements for one table and its indices.</summary>
    public static IEnumerable<string> Create(DatabaseTable table, DatabaseEngine engine)
    {
        yield return CreateTable(table, engine);
        foreach (var index in table.Indices)
        {
            yield return CreateIndex(table.Name, index);
        }
    }

    /// <summary>An index named after table and columns, as Trac names its own.</summary>
    public static string CreateIndex(string table, DatabaseIndex index) =>
        $"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX {Quote($"{table}_{string.Join('_', index.Columns)}_idx")} ON {Quote(table)} ({Columns(index.Columns)})";

    public static string Quote(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static string CreateTable(DatabaseTable table, DatabaseEngine engine)
    {
        var sql = new StringBuilder("CREATE TABLE ").Append(Quote(table.Name)).Append(" (");
        var separator = "\n    ";
        foreach (var column in table.Columns)
        {
            sql.Append(separator).Append(Quote(column.Name)).Append(' ').Append(TypeOf(column.Type, engine));
            if (table.Key.Contains(column.Name) && column.Type != ColumnType.Identity)
            {
                sql.Append(" NOT NULL");
            }

            separator = ",\n    ";
        }

        if (table.Key.Count > 0 && !table.Columns.Any(column => column.Type == ColumnType.Identity))
        {
            sql.Append(separator).Append("PRIMARY KEY (").Append(Columns(table.Key)).Append(')');
        }

        return sql.Append("\n)").ToString();
    }

    private static string Columns(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    private static string TypeOf(ColumnType type, DatabaseEngine engine) => (type, engine) switch
    {
        (ColumnType.Text, _) => "text",
        (ColumnType.Integer, _) => "integer",
        (ColumnType.Long, DatabaseEngine.Sqlite) => "integer",
        (ColumnType.Long, _) => "bigint",
        (ColumnType.Identity, DatabaseEngine.Sqlite) => "integer PRIMARY KEY AUTOINCREMENT",
        (ColumnType.Identity, _) => "bigserial PRIMARY KEY",
        (ColumnType.Binary, DatabaseEngine.Sqlite) => "blob",
        (ColumnType.Binary, _) => "bytea",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };
}
