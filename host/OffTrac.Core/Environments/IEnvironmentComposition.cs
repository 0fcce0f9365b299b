using OffTrac.Core.Components;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>The components of an environment, as far as its making and upgrading needs them.</summary>
public interface IEnvironmentComposition : IAsyncDisposable
{
    Database Database { get; }

    IComponentPoint<IEnvironmentSetupParticipant> Participants { get; }

    IComponentPoint<ISchemaOwner> SchemaOwners { get; }
}
