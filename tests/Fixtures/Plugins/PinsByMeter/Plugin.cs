using System.Diagnostics.Metrics;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-meter", Description = "PinsByMeter.")]

namespace Fixture.PinsByMeter;

[Component("fixture.pins-by-meter.Component")]
public sealed class Component() : FixtureComponent("pins-by-meter"), IAsyncDisposable
{
    private readonly Meter _meter = new("fixture");

    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        _meter.CreateObservableGauge("fruits", () => 3);
        return new("measuring");
    }

    public ValueTask DisposeAsync()
    {
        _meter.Dispose();
        return default;
    }
}
