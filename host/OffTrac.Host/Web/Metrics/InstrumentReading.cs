using System.Diagnostics.Metrics;

namespace OffTrac.Host.Web.Metrics;

/// <summary>What one instrument has said, a series for each set of tags. Holds text and numbers only: the instrument may be a plugin's.</summary>
internal sealed class InstrumentReading
{
    /// <summary>Tags that take ever new values would fill the memory.</summary>
    private const int MostSeries = 1000;

    private static readonly double[] s_buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly bool _isLast;
    private readonly double[] _buckets;

    public InstrumentReading(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        _isLast = instrument.IsObservable || kind.StartsWith("Gauge", StringComparison.Ordinal);
        Kind = kind switch
        {
            _ when kind.StartsWith("Histogram", StringComparison.Ordinal) => MetricKind.Histogram,
            _ when kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) => MetricKind.Counter,
            _ => MetricKind.Gauge,
        };
        _buckets = Kind != MetricKind.Histogram ? []
            : instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } ? [.. advised]
            : s_buckets;
        Name = PrometheusText.Name(instrument.Name, instrument.Unit, Kind);
        Description = instrument.Description ?? "";
    }

    public string Name { get; }

    public string Description { get; }

    public MetricKind Kind { get; }

    /// <summary>Copies of the series, by tags.</summary>
    public IReadOnlyList<MetricSeries> Series
    {
        get
        {
            lock (_lock)
                return [.. _series.Values.Select(static series => series.Copy()).OrderBy(static series => series.Tags, StringComparer.Ordinal)];
        }
    }

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = PrometheusText.Tags(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(text, out var series))
            {
                if (_series.Count == MostSeries)
                    return;
                _series.Add(text, series = new MetricSeries(text, _buckets));
            }

            series.Add(value, _isLast);
        }
    }
}
