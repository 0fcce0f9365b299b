using OffTrac.Sdk.Components;
using OffTrac.Sdk.Storage;

[assembly: Plugin("fixture.owns-tables", Description = "OwnsTables.")]

namespace Fixture.OwnsTables;

/// <summary>Wants its table in the version that a file beside the plugin names; the second has a column more.</summary>
[Component("fixture.owns-tables.Component")]
public sealed class Component(IDatabase database) : FixtureComponent("owns-tables"), ISchemaOwner
{
    private static readonly int s_version =
        int.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(typeof(Component).Assembly.Location)!, "schema.txt")));

    public DatabaseSchema Schema { get; } = new()
    {
        Area = "fixture",
        Version = s_version,
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_fixture_fruit",
                Columns = s_version == 1 ? [new("name")] : [new("name"), new("taste")],
                Key = ["name"],
            },
        ],
    };

    protected override async ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        await using var scope = await database.BeginWriteAsync(cancellation);
        await database.EnsureSchemaAsync(Schema, scope, cancellation);
        await ExecuteAsync(scope, $"INSERT INTO offtrac_fixture_fruit (name) VALUES ('{Guid.NewGuid()}')", cancellation);
        await scope.CommitAsync(cancellation);
        return $"written to version {s_version}";
    }

    public ValueTask UpgradeAsync(int version, IWriteScope scope, CancellationToken cancellation) =>
        ExecuteAsync(scope, "ALTER TABLE offtrac_fixture_fruit ADD COLUMN taste text", cancellation);

    private static async ValueTask ExecuteAsync(IWriteScope scope, string sql, CancellationToken cancellation)
    {
        await using var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
