using Dapper;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Environments;

/// <summary>A component with tables of its own and something to mend in old environments.</summary>
internal sealed class TestOwner(int version, string? upgradeSql = null) : ISchemaOwner, IEnvironmentSetupParticipant
{
    public bool Needs { get; set; }

    public DatabaseSchema Schema { get; } = new()
    {
        Area = "notes",
        Version = version,
        Tables = [new DatabaseTable { Name = "offtrac_notes", Columns = [new("id", ColumnType.Identity), new("body")] }],
    };

    public ValueTask<string?> NeedsUpgradeAsync(IDatabaseSession session, CancellationToken cancellation) => new(Needs ? "its page is missing" : null);

    async ValueTask IEnvironmentSetupParticipant.UpgradeAsync(IWriteScope scope, CancellationToken cancellation) =>
        await scope.Connection.ExecuteAsync("INSERT INTO wiki (name, version) VALUES ('Mended', 1)", transaction: scope.Transaction);

    async ValueTask ISchemaOwner.UpgradeAsync(int version, IWriteScope scope, CancellationToken cancellation)
    {
        if (upgradeSql is not null)
            await scope.Connection.ExecuteAsync(upgradeSql, transaction: scope.Transaction);
    }
}
