using OffTrac.Sdk.Components;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Environments;

/// <summary>
/// Takes part in the making and upgrading of an environment. Stands for Trac's interface of the same name, with one
/// difference: while it needs an upgrade only this component, and those that need it, are off, not the environment.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface IEnvironmentSetupParticipant
{
    /// <summary>
    /// Called once for a new environment, after tables and default data exist, in the order of components, inside one write
    /// scope for all of them: what throws undoes the making.
    /// </summary>
    /// <param name="scope">Where to write.</param>
    /// <param name="cancellation">Cancelled when the person gives up.</param>
    ValueTask EnvironmentCreatedAsync(IWriteScope scope, CancellationToken cancellation) => default;

    /// <summary>
    /// Whether the environment lacks something that this component needs. Called at every opening; must only read.
    /// </summary>
    /// <param name="session">Where to read.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    /// <returns>What is missing, in one line, or null when nothing is.</returns>
    ValueTask<string?> NeedsUpgradeAsync(IDatabaseSession session, CancellationToken cancellation) => default;

    /// <summary>
    /// Called by <c>offtrac env upgrade</c>, after the backup, when <see cref="NeedsUpgradeAsync"/> said so; each participant
    /// has a transaction of its own.
    /// </summary>
    /// <param name="scope">Where to write.</param>
    /// <param name="cancellation">Cancelled when the person gives up.</param>
    ValueTask UpgradeAsync(IWriteScope scope, CancellationToken cancellation) => default;
}
