using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Indices on Trac's tables that make large environments faster. Everything works without them.</summary>
public static class TracIndices
{
    private static readonly (string Table, string Columns)[] s_indices =
    [
        ("ticket", "changetime"),
        ("ticket", "milestone"),
        ("ticket", "owner"),
        ("ticket_custom", "name,value"),
        ("ticket_change", "field,author"),
        ("attachment", "time"),
    ];

    /// <summary>Name of each index with the statement that makes it.</summary>
    public static IEnumerable<(string Name, string Sql)> All { get; } = s_indices.Select(index =>
    {
        var name = $"offtrac_{index.Table}_{index.Columns.Replace(',', '_')}_idx";
        var columns = string.Join(", ", index.Columns.Split(',').Select(column => '"' + column + '"'));
        return (name, $"CREATE INDEX \"{name}\" ON \"{index.Table}\" ({columns})");
    });

    /// <summary>
    /// As <see cref="All"/>, for search on PostgreSQL: each finds any part of a text by its groups of three letters. They need the extension
    /// <c>pg_trgm</c>, which only an administrator of the database can add.
    /// </summary>
    public static IEnumerable<(string Name, string Sql)> Search { get; } =
    [
        Trigrams("ticket", "summary", "keywords", "description", "reporter", "cc", "(CAST(id AS text))"),
        ForComments(Trigrams("ticket_change", "newvalue")),
        Trigrams("ticket_custom", "value"),
        Trigrams("wiki", "name", "author", "text"),
        Trigrams("attachment", "filename", "description", "author"),
    ];

    /// <summary>Finds a row when such indices can be made.</summary>
    internal const string TrigramsSql = "SELECT 1 FROM pg_opclass AS c WHERE c.opcname = 'gin_trgm_ops' AND pg_opclass_is_visible(c.oid)";

    internal static string ExistsSql(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'offtrac/_%' ESCAPE '/'"
        : "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'offtrac/_%' ESCAPE '/'";

    private static (string Name, string Sql) Trigrams(string table, params string[] columns) => (
        $"offtrac_{table}_search_idx",
        $"CREATE INDEX \"offtrac_{table}_search_idx\" ON \"{table}\" USING gin ({string.Join(", ", columns.Select(column => column + " gin_trgm_ops"))})");

    private static (string Name, string Sql) ForComments((string Name, string Sql) index) => (index.Name, index.Sql + " WHERE field = 'comment'");
}
