using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

[assembly: Plugin("fixture.needs-upgrade", Description = "NeedsUpgrade.")]

namespace Fixture.NeedsUpgrade;

/// <summary>Off until an upgrade has written its row.</summary>
[Component("fixture.needs-upgrade.Component")]
public sealed class Component() : FixtureComponent("needs-upgrade"), IEnvironmentSetupParticipant
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new("upgraded");

    public async ValueTask<string?> NeedsUpgradeAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = "SELECT value FROM system WHERE name = 'fixture_needs_upgrade'";
        var found = await command.ExecuteScalarAsync(cancellation);
        return found is null ? "its row is missing" : null;
    }

    public async ValueTask UpgradeAsync(IWriteScope scope, CancellationToken cancellation)
    {
        await using var command = scope.Connection.CreateCommand();
        command.Transaction = scope.Transaction;
        command.CommandText = "INSERT INTO system (name, value) VALUES ('fixture_needs_upgrade', '1')";
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
