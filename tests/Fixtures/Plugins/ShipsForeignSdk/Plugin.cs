using OffTrac.Sdk.Web;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.ships-foreign-sdk", Description = "ShipsForeignSdk.")]

namespace Fixture.ShipsForeignSdk;

[Component("fixture.ships-foreign-sdk.Component")]
public sealed class Component() : FixtureComponent("ships-foreign-sdk")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(typeof(IRequestHandler).Assembly.GetName().Version!.ToString());
}
