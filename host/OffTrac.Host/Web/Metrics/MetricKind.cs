namespace OffTrac.Host.Web.Metrics;

/// <summary>What the numbers of an instrument mean.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
