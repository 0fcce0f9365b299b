using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OffTrac.Host.Web.Metrics;

/// <summary>Listens to the meters of OffTrac, its plugins and the runtime, and adds up what they say.</summary>
internal sealed class MeterReadings : IDisposable
{
    // Those of Kestrel and Npgsql measure each request and statement: nobody who does not read them should pay for that.
    private static readonly string[] s_meters = ["OffTrac", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentReading> _readings = new(ReferenceEqualityComparer.Instance);

    public MeterReadings()
    {
        _listener.InstrumentPublished = Listen;

        // What a plugin's meter counted goes with the plugin.
        _listener.MeasurementsCompleted = (instrument, _) => _readings.TryRemove(instrument, out InstrumentReading? _);
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((InstrumentReading)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((InstrumentReading)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => ((InstrumentReading)state!).Add((double)value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((InstrumentReading)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((InstrumentReading)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => ((InstrumentReading)state!).Add(value, tags));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => ((InstrumentReading)state!).Add(value, tags));
        _listener.Start();
    }

    /// <summary>Asks those instruments that are asked, and gives all readings by name.</summary>
    public IReadOnlyList<InstrumentReading> Read()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // An instrument that fails has no reading; the others have.
        }

        return [.. _readings.Values.OrderBy(static reading => reading.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (!Array.Exists(s_meters, name => instrument.Meter.Name == name || instrument.Meter.Name.StartsWith(name + ".", StringComparison.Ordinal)))
            return;
        var reading = new InstrumentReading(instrument);
        _readings[instrument] = reading;
        listener.EnableMeasurementEvents(instrument, reading);
    }
}
