using Microsoft.AspNetCore.Http;
using OffTrac.Host.Web.Forwarding;

namespace OffTrac.Host.Web.Metrics;

/// <summary><c>/metrics</c>: what the meters of host and plugins count, for Prometheus and whoever reads its text format.</summary>
internal sealed class MetricsPage(WebOptions options, MeterReadings readings)
{
    private readonly TrustedPeers _allowed = TrustedPeers.Parse("[host] metrics_allow_from", string.Join(',', options.MetricsAllowFrom));

    public async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        if (!_allowed.Trusts(context.Connection.RemoteIpAddress))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("[host] metrics_allow_from does not name your address.\n", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await response.WriteAsync(PrometheusText.Of(readings.Read()), context.RequestAborted).ConfigureAwait(false);
    }
}
