using System.Net;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Host.Web.Metrics;

/// <summary><c>/metrics</c>: what the meters of host and plugins count, for Prometheus and whoever reads its text format.</summary>
internal sealed class MetricsPage(WebOptions options, MeterReadings readings)
{
    private readonly IReadOnlyList<IPNetwork> _allowed = [.. options.MetricsAllowFrom.Select(Network)];

    public async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        if (!MayRead(context.Connection.RemoteIpAddress))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("[host] metrics_allow_from does not name your address.\n", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await response.WriteAsync(PrometheusText.Of(readings.Read()), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A peer without an address came through a socket of this machine.</summary>
    private bool MayRead(IPAddress? peer)
    {
        peer = peer is { IsIPv4MappedToIPv6: true } ? peer.MapToIPv4() : peer ?? IPAddress.Loopback;
        return _allowed.Any(network => network.Contains(peer));
    }

    private static IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(text);
}
