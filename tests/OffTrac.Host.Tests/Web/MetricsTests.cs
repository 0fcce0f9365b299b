using System.Diagnostics.Metrics;
using System.Net;
using OffTrac.Host.Web;

namespace OffTrac.Host.Tests.Web;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_ShowWhatMetersCount_UntilTheyAreDisposed()
    {
        await using var server = await TestServer.StartAsync(options: null);
        using (var meter = new Meter("OffTrac.MetricsTests"))
        {
            meter.CreateCounter<long>("offtrac.tests.waves", description: "Waves\nseen.").Add(3, new KeyValuePair<string, object?>("state", "h\"igh\n"));
            var lengths = meter.CreateHistogram<double>("offtrac.tests.length", "s");
            lengths.Record(0.02);
            lengths.Record(400);
            meter.CreateObservableGauge("offtrac.tests.depth", static () => 7);
            var text = await server.Client.GetStringAsync("/metrics");
            Assert.Contains("# HELP offtrac_tests_waves_total Waves seen.\n# TYPE offtrac_tests_waves_total counter\nofftrac_tests_waves_total{state=\"h\\\"igh\\n\"} 3\n", text, StringComparison.Ordinal);
            Assert.Contains("offtrac_tests_length_seconds_bucket{le=\"0.025\"} 1\n", text, StringComparison.Ordinal);
            Assert.Contains("offtrac_tests_length_seconds_bucket{le=\"+Inf\"} 2\nofftrac_tests_length_seconds_sum 400.02\nofftrac_tests_length_seconds_count 2\n", text, StringComparison.Ordinal);
            Assert.Contains("\nofftrac_tests_depth 7\n", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("offtrac_tests", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AreRefusedToStrangers()
    {
        await using var server = await TestServer.StartAsync(new WebOptions { MetricsAllowFrom = ["192.0.2.0/24"] });
        using var answer = await server.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("[host] metrics_allow_from does not name your address.\n", await answer.Content.ReadAsStringAsync());
    }
}
