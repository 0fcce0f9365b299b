using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-dynamic", Description = "PinsByDynamic.")]

namespace Fixture.PinsByDynamic;

[Component("fixture.pins-by-dynamic.Component")]
public sealed class Component() : FixtureComponent("pins-by-dynamic")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        dynamic fruit = new Fruit();
        return new((string)fruit.Describe(3));
    }

    private sealed class Fruit
    {
        public string Describe(int count) => $"{count} fruits";
    }
}
