using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>The components of an environment, as far as its making and upgrading needs them.</summary>
public interface IEnvironmentComposition : IAsyncDisposable
{
    IDatabase Database { get; }

    IExtensionPoint<IEnvironmentSetupParticipant> Participants { get; }
}
