using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.needs-private-v1", Description = "NeedsPrivateV1.")]

namespace Fixture.NeedsPrivateV1;

[Component("fixture.needs-private-v1.Component")]
public sealed class Component() : FixtureComponent("needs-private-v1")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(Private.Library.Version);
}
