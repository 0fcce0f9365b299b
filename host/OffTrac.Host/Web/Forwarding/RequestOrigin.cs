using System.Net;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Host.Web.Forwarding;

/// <summary>Where a request came from and under which address, after what a trusted proxy said of it.</summary>
internal sealed record RequestOrigin
{
    /// <summary>The client; null on a Unix socket.</summary>
    public IPAddress? RemoteAddress { get; init; }

    public bool IsLoopback { get; init; }

    public required string Scheme { get; init; }

    public required string Host { get; init; }

    /// <summary>What stands before the host's own paths, percent-encoded; empty or with a slash in front.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The user that a trusted proxy vouches for; null when it names none.</summary>
    public string? User { get; init; }

    /// <summary>Works it out.</summary>
    /// <param name="context">The request.</param>
    /// <param name="proxies">Who may forward.</param>
    /// <param name="userHeader"><c>[offtrac] remote_user_header</c>; null or empty for none.</param>
    /// <exception cref="BadHttpRequestException">Somebody else forwards, or the headers make no sense.</exception>
    public static RequestOrigin Of(HttpContext context, TrustedPeers proxies, string? userHeader)
    {
        var peer = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : context.Connection.RemoteIpAddress;
        var headers = context.Request.Headers;
        var forwarded = false;
        var trusted = proxies.Trusts(peer);
        foreach (var (name, _) in headers)
        {
            var isUser = !string.IsNullOrEmpty(userHeader) && string.Equals(name, userHeader, StringComparison.OrdinalIgnoreCase);
            if (!isUser && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase))
            {
                forwarded |= IsSignOfProxy(name);
                continue;
            }
            if (!trusted)
                throw new BadHttpRequestException($"The header {name} is only taken from the proxies in [offtrac] trusted_proxies.");
            forwarded = true;
        }
        var origin = new RequestOrigin
        {
            RemoteAddress = peer,
            IsLoopback = !forwarded && (peer is null || IPAddress.IsLoopback(peer)),
            Scheme = context.Request.Scheme,
            Host = HostOf(context.Request),
        };
        return forwarded && trusted ? new ForwardedHeaders(headers).Apply(origin, proxies, userHeader) : origin;
    }

    private static bool IsSignOfProxy(string name) =>
        name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase);

    private static string HostOf(HttpRequest request) =>
        request.Host.HasValue ? request.Host.Value : "localhost";
}
