using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.throws-in-finalizer", Description = "ThrowsInFinalizer.")]

namespace Fixture.ThrowsInFinalizer;

[Component("fixture.throws-in-finalizer.Component")]
public sealed class Component() : FixtureComponent("throws-in-finalizer")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        Leave();
        GC.Collect();
        return new("thrown");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Leave() => _ = new Thrower();

    private sealed class Thrower
    {
        ~Thrower() => throw new InvalidOperationException("thrown in a finalizer");
    }
}
