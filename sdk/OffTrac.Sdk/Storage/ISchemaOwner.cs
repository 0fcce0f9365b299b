using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Storage;

/// <summary>
/// A component that has tables. <c>offtrac env check</c> lists them; <c>offtrac env upgrade</c> makes or upgrades them, backup
/// first. While the tables have an older version than the component's, the component is off, with that reason.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface ISchemaOwner
{
    /// <summary>The tables as this version of the component wants them. Must always give the same.</summary>
    DatabaseSchema Schema { get; }

    /// <summary>Brings the tables one version up; called once per version, each in a transaction of its own.</summary>
    /// <param name="version">The version to reach; the tables have the one before it.</param>
    /// <param name="scope">Where to write.</param>
    /// <param name="cancellation">Cancelled when the person gives up.</param>
    ValueTask UpgradeAsync(int version, IWriteScope scope, CancellationToken cancellation) => default;
}
