using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.built-on-newer-sdk", Description = "BuiltOnNewerSdk.")]

namespace Fixture.BuiltOnNewerSdk;

[Component("fixture.built-on-newer-sdk.Component")]
public sealed class Component() : FixtureComponent("built-on-newer-sdk")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new("never");
}
