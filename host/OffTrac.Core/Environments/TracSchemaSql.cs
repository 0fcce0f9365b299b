using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>
/// Trac's form of a table: without quotes and with plain unique keys on SQLite, with named key constraints and 32-bit serials on
/// PostgreSQL.
/// </summary>
internal static class TracSchemaSql
{
    public static IEnumerable<string> Create(DatabaseTable table, DatabaseEngine engine)
    {
        var isSqlite = engine == DatabaseEngine.Sqlite;
        var lines = table.Columns
            .Select(column => $"    {Name(column.Name)} {TypeOf(column, isSqlite)}{(table.Key is [var key] && key == column.Name ? " PRIMARY KEY" : "")}")
            .ToList();
        if (table.Key.Count > 1)
        {
            lines.Add(isSqlite
                ? $"    UNIQUE ({string.Join(',', table.Key)})"
                : $"    CONSTRAINT {Name(table.Name + "_pk")} PRIMARY KEY ({Names(table.Key)})");
        }

        yield return $"CREATE TABLE {Name(table.Name)} (\n{string.Join(",\n", lines)}\n)";
        foreach (var index in table.Indices)
        {
            yield return $"CREATE INDEX {Name($"{table.Name}_{string.Join('_', index.Columns)}_idx")} ON {Name(table.Name)} ({Names(index.Columns)})";
        }

        string Name(string name) => isSqlite ? name : '"' + name + '"';
        string Names(IEnumerable<string> names) => string.Join(',', names.Select(Name));
    }

    private static string TypeOf(DatabaseColumn column, bool isSqlite) => column.Type switch
    {
        ColumnType.Integer => "integer",
        ColumnType.Long => isSqlite ? "integer" : "bigint",
        ColumnType.Identity => isSqlite ? "integer" : "serial",
        _ => "text",
    };
}
