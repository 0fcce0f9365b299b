using System.Collections.Concurrent;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Keeps what stores record, as soon as it is committed.</summary>
internal sealed class Recorder : IChangeRecorder
{
    private readonly ConcurrentQueue<ChangeEvent> _committed = new();

    /// <summary>Who records it too, if anybody.</summary>
    public IChangeRecorder? Next { get; set; }

    public IReadOnlyList<ChangeEvent> Committed => [.. _committed];

    public T Single<T>()
        where T : ChangeEvent => Assert.IsType<T>(Assert.Single(_committed));

    public void Clear() => _committed.Clear();

    public ValueTask RecordAsync(ChangeEvent change, IWriteScope scope, CancellationToken cancellation)
    {
        ((ICommitHooks)scope).AfterCommit(_ =>
        {
            _committed.Enqueue(change);
            return default;
        });
        return Next?.RecordAsync(change, scope, cancellation) ?? default;
    }
}
