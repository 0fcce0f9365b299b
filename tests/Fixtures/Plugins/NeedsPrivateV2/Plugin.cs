using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.needs-private-v2", Description = "NeedsPrivateV2.")]

namespace Fixture.NeedsPrivateV2;

[Component("fixture.needs-private-v2.Component")]
public sealed class Component() : FixtureComponent("needs-private-v2")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(Private.Library.Version);
}
