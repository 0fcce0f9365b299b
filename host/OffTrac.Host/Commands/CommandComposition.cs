using OffTrac.Core.Components;
using OffTrac.Core.Environments;
using OffTrac.Core.Storage;
using OffTrac.Host.Environments;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Commands;

/// <summary>The components of an open environment for its upgrade; whoever opened it disposes it.</summary>
internal sealed class CommandComposition(EnvironmentHost host) : IEnvironmentComposition
{
    public Database Database => host.Get<Database>();

    public IComponentPoint<IEnvironmentSetupParticipant> Participants => host.Points.Get<IEnvironmentSetupParticipant>();

    public IComponentPoint<ISchemaOwner> SchemaOwners => host.Points.Get<ISchemaOwner>();

    public ValueTask DisposeAsync() => default;
}
