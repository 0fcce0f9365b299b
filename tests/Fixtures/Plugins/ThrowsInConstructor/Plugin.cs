using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.throws-in-constructor", Description = "ThrowsInConstructor.")]

namespace Fixture.ThrowsInConstructor;

[Component("fixture.throws-in-constructor.Component")]
public sealed class Component : FixtureComponent
{
    public Component()
        : base("throws-in-constructor") => throw new InvalidOperationException("thrown in the constructor");

    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new("never");
}
