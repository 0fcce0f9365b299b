using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Events that durable listeners are yet to be told of, and who tells them.</summary>
public static class DeliveryTables
{
    public static DatabaseSchema Schema { get; } = new()
    {
        Area = "event",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_event",
                Columns =
                [
                    new("number", ColumnType.Identity), new("kind"), new("resource"), new("related"), new("time", ColumnType.Long),
                    new("recorded", ColumnType.Long), new("author"), new("origin"), new("version", ColumnType.Integer), new("data"),
                ],
            },
            new DatabaseTable
            {
                Name = "offtrac_event_delivery",
                Columns =
                [
                    new("component"), new("event", ColumnType.Long), new("attempts", ColumnType.Integer),
                    new("next_try", ColumnType.Long), new("error"),
                ],
                Key = ["component", "event"],
                Indices = [new DatabaseIndex { Columns = ["event"] }],
            },
            new DatabaseTable
            {
                Name = "offtrac_event_listener",
                Columns = [new("component"), new("listener"), new("is_foreign", ColumnType.Integer)],
                Key = ["component", "listener"],
            },
            new DatabaseTable
            {
                Name = "offtrac_event_lease",
                Columns = [new("name"), new("holder"), new("expires", ColumnType.Long)],
                Key = ["name"],
            },
        ],
    };
}
