using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.throws-in-async-void", Description = "ThrowsInAsyncVoid.")]

namespace Fixture.ThrowsInAsyncVoid;

[Component("fixture.throws-in-async-void.Component")]
public sealed class Component() : FixtureComponent("throws-in-async-void")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        Throw();
        return new("thrown");
    }

    private static async void Throw()
    {
        await Task.Yield();
        throw new InvalidOperationException("thrown in async void");
    }
}
