namespace OffTrac.Host.Web.Metrics;

/// <summary>The numbers of one instrument under one set of tags.</summary>
internal sealed class MetricSeries(string tags, double[] buckets)
{
    private readonly long[] _counts = new long[buckets.Length];

    /// <summary>In Prometheus' form, without braces.</summary>
    public string Tags { get; } = tags;

    /// <summary>Sum of a counter or histogram, last value of a gauge.</summary>
    public double Value { get; private set; }

    public long Count { get; private set; }

    /// <summary>Upper bounds with the number of values up to each.</summary>
    public IEnumerable<(double Bound, long Count)> Buckets => buckets.Zip(_counts);

    public void Add(double value, bool isLast)
    {
        Value = isLast ? value : Value + value;
        Count++;
        for (var i = 0; i < buckets.Length; i++)
            _counts[i] += value <= buckets[i] ? 1 : 0;
    }

    public MetricSeries Copy()
    {
        var copy = new MetricSeries(Tags, buckets) { Value = Value, Count = Count };
        _counts.CopyTo(copy._counts, 0);
        return copy;
    }
}
