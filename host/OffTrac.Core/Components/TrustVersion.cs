namespace OffTrac.Core.Components;

/// <summary>Grows when a component of an extension point loses its caller's trust.</summary>
internal sealed class TrustVersion
{
    private int _value;

    public int Value => Volatile.Read(ref _value);

    public void Advance() => Interlocked.Increment(ref _value);
}
