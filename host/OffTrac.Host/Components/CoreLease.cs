using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>Core never goes.</summary>
internal sealed class CoreLease : IComponentLease
{
    public CancellationToken Going => CancellationToken.None;

    public bool TryEnter() => true;

    public void Exit()
    {
    }
}
