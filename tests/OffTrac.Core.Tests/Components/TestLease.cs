using OffTrac.Core.Components;

namespace OffTrac.Core.Tests.Components;

/// <summary>A lease that a test can close, and look into.</summary>
public sealed class TestLease : IComponentLease
{
    private readonly Lock _lock = new();
    private int _inside;
    private bool _closed;

    public int Inside
    {
        get
        {
            lock (_lock)
            {
                return _inside;
            }
        }
    }

    public CancellationToken Going => CancellationToken.None;

    public bool TryEnter()
    {
        lock (_lock)
        {
            _inside += _closed ? 0 : 1;
            return !_closed;
        }
    }

    public void Exit()
    {
        lock (_lock)
        {
            Assert.True(--_inside >= 0, "left more often than entered");
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }
}
