using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-token-registration", Description = "PinsByTokenRegistration.")]

namespace Fixture.PinsByTokenRegistration;

[Component("fixture.pins-by-token-registration.Component")]
public sealed class Component(IHost host) : FixtureComponent("pins-by-token-registration")
{
    private int _stopped;

    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        host.Stopping.Register(() => _stopped++);
        host.Stopping.Register(() => throw new InvalidOperationException("thrown in a registration"));
        return new("registered");
    }
}
