using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.uses-missing-member", Description = "UsesMissingMember.")]

namespace Fixture.UsesMissingMember;

[Component("fixture.uses-missing-member.Component")]
public sealed class Component() : FixtureComponent("uses-missing-member")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new(new PingReport { Skipped = "nothing" }.Skipped + typeof(IFutureObserver));
}
