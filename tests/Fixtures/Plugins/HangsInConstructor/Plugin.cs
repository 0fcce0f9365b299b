using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.hangs-in-constructor", Description = "HangsInConstructor.")]

namespace Fixture.HangsInConstructor;

[Component("fixture.hangs-in-constructor.Component")]
public sealed class Component : FixtureComponent
{
    public Component()
        : base("hangs-in-constructor") => Thread.Sleep(Timeout.Infinite);

    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new("never");
}
