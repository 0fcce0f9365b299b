using System.Globalization;
using System.Text;

namespace OffTrac.Host.Web.Metrics;

/// <summary>Prometheus' text format 0.0.4.</summary>
internal static class PrometheusText
{
    public static string Of(IReadOnlyList<InstrumentReading> readings)
    {
        var text = new StringBuilder();
        foreach (var same in readings.GroupBy(static reading => reading.Name, StringComparer.Ordinal))
        {
            var first = same.First();
            text.Append(CultureInfo.InvariantCulture, $"# HELP {first.Name} {first.Description.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(" ")}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {first.Name} {first.Kind.ToString().ToLowerInvariant()}\n");

            // One plugin in several environments has an instrument in each: the format knows one series of a name and tags.
            foreach (var series in same.Where(reading => reading.Kind == first.Kind).SelectMany(static reading => reading.Series).GroupBy(static series => series.Tags, StringComparer.Ordinal))
                Append(text, first, [.. series]);
        }

        return text.ToString();
    }

    /// <summary>A name with its unit, as Prometheus wants it: <c>offtrac_scheduler_run_duration_seconds</c>.</summary>
    public static string Name(string instrument, string? unit, MetricKind kind)
    {
        var name = string.Concat(instrument.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        return name + suffix + (kind == MetricKind.Counter ? "_total" : "");
    }

    public static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 0 ? "," : "");
            text.AppendJoin("", name.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
            var written = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append("=\"").Append(written.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, InstrumentReading reading, MetricSeries[] parts)
    {
        var tags = parts[0].Tags;
        if (reading.Kind != MetricKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{reading.Name}{Braced(tags)} {Number(parts.Sum(static part => part.Value))}\n");
            return;
        }

        var count = parts.Sum(static part => part.Count);
        foreach (var bucket in parts.SelectMany(static part => part.Buckets).GroupBy(static bucket => bucket.Bound))
            text.Append(CultureInfo.InvariantCulture, $"{reading.Name}_bucket{Braced(With(tags, Number(bucket.Key)))} {bucket.Sum(static each => each.Count)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{reading.Name}_bucket{Braced(With(tags, "+Inf"))} {count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{reading.Name}_sum{Braced(tags)} {Number(parts.Sum(static part => part.Value))}\n");
        text.Append(CultureInfo.InvariantCulture, $"{reading.Name}_count{Braced(tags)} {count}\n");
    }

    private static string With(string tags, string bound) => $"{tags}{(tags.Length > 0 ? "," : "")}le=\"{bound}\"";

    private static string Braced(string tags) => tags.Length == 0 ? "" : $"{{{tags}}}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
