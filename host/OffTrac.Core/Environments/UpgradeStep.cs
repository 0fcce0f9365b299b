using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>One transaction of an upgrade.</summary>
internal sealed record UpgradeStep(string Description, Func<IWriteScope, CancellationToken, ValueTask> RunAsync);
