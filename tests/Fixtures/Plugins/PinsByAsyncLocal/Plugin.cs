using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-async-local", Description = "PinsByAsyncLocal.")]

namespace Fixture.PinsByAsyncLocal;

[Component("fixture.pins-by-async-local.Component")]
public sealed class Component() : FixtureComponent("pins-by-async-local")
{
    private static readonly AsyncLocal<Fruit?> s_fruit = new();

    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        s_fruit.Value = new Fruit();
        return new("left behind");
    }

    private sealed class Fruit;
}
