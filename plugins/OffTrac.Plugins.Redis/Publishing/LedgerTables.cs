using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>The plugin's table: what went wrong with messages, by name.</summary>
internal static class LedgerTables
{
    public static DatabaseSchema Schema { get; } = new()
    {
        Area = "redispub",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_redispub_count",
                Columns = [new("name"), new("value", ColumnType.Long), new("time", ColumnType.Long)],
                Key = ["name"],
            },
        ],
    };
}
