using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.lacks-member", Description = "LacksMember.")]

namespace Fixture.LacksMember;

[Component("fixture.lacks-member.Component")]
public sealed class Component() : FixtureComponent("lacks-member"), IPingObserver
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new("never");
}
