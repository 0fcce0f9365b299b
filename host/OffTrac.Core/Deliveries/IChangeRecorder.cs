using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>What stores call for each change, inside their transaction.</summary>
public interface IChangeRecorder
{
    /// <summary>
    /// Writes the row that durable listeners are told from, when an enabled component wants one, and has the plain listeners told
    /// after the outermost commit.
    /// </summary>
    ValueTask RecordAsync(ChangeEvent change, IWriteScope scope, CancellationToken cancellation);
}
