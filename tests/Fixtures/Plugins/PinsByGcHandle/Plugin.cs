using System.Runtime.InteropServices;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-gc-handle", Description = "PinsByGcHandle.")]

namespace Fixture.PinsByGcHandle;

[Component("fixture.pins-by-gc-handle.Component")]
public sealed class Component() : FixtureComponent("pins-by-gc-handle")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        GCHandle.Alloc(new Fruit());
        return new("held");
    }

    private sealed class Fruit;
}
