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

    internal static string ExistsSql(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'offtrac/_%' ESCAPE '/'"
        : "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'offtrac/_%' ESCAPE '/'";
}
