using Microsoft.Extensions.Primitives;

namespace OffTrac.Core.Components;

/// <summary>Hands out change tokens: each fires once, at the next <see cref="Fire"/>.</summary>
#pragma warning disable CA1001 // A source without timer and wait handle holds nothing that needs disposing, and tokens outlive us.
public sealed class ChangeSignal
#pragma warning restore CA1001
{
    private CancellationTokenSource _source = new();

    public IChangeToken Token => new CancellationChangeToken(Volatile.Read(ref _source).Token);

    public void Fire() => Interlocked.Exchange(ref _source, new CancellationTokenSource()).Cancel();
}
