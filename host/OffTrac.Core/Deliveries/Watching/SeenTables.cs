using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>Up to where tickets and pages are known, so that what another program changes is found. They are made by the first look.</summary>
public static class SeenTables
{
    public static DatabaseSchema Schema { get; } = new()
    {
        Area = "seen",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_seen_ticket",
                Columns = [new("id", ColumnType.Integer), new("changetime", ColumnType.Long)],
                Key = ["id"],
            },
            new DatabaseTable
            {
                Name = "offtrac_seen_wiki",
                Columns = [new("name"), new("version", ColumnType.Integer), new("versions", ColumnType.Integer), new("time", ColumnType.Long)],
                Key = ["name"],
            },
        ],
    };
}
