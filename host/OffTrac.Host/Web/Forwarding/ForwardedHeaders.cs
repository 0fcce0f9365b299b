using System.Net;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Host.Web.Forwarding;

/// <summary>The headers <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>, <c>-Port</c> and <c>-Prefix</c>, and that of the user, from a trusted proxy.</summary>
internal sealed class ForwardedHeaders(IHeaderDictionary headers)
{
    public RequestOrigin Apply(RequestOrigin direct, TrustedPeers proxies, string? userHeader)
    {
        var host = Last("X-Forwarded-Host") is { } forwardedHost ? CheckedHost(forwardedHost) : direct.Host;
        return direct with
        {
            RemoteAddress = Client(direct.RemoteAddress, proxies),
            Scheme = Last("X-Forwarded-Proto") is { } scheme ? CheckedScheme(scheme) : direct.Scheme,
            Host = Last("X-Forwarded-Port") is { } port ? WithPort(host, port) : host,
            Prefix = Last("X-Forwarded-Prefix") is { } prefix ? CheckedPrefix(prefix) : direct.Prefix,
            User = string.IsNullOrEmpty(userHeader) ? null : User(userHeader),
        };
    }

    /// <summary>The last address of the chain that is no trusted proxy itself; what stands before it could be made up.</summary>
    private IPAddress? Client(IPAddress? peer, TrustedPeers proxies)
    {
        var client = peer;
        var chain = headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var entry in chain.Reverse())
        {
            if (!TryParseAddress(entry, out var address))
                throw Bad("X-Forwarded-For", entry, "an IP address");
            client = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            if (!proxies.Trusts(client))
                break;
        }
        return client;
    }

    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (IPAddress.TryParse(text, out var plain))
        {
            address = plain;
            return true;
        }
        if (!IPEndPoint.TryParse(text, out var withPort))
            return false;
        address = withPort.Address;
        return true;
    }

    private string? User(string userHeader)
    {
        var values = headers[userHeader];
        if (values.Count > 1)
            throw Bad(userHeader, values.ToString(), "one user");
        var user = values.ToString().Trim();
        return user.Length == 0 ? null : user;
    }

    private string? Last(string name)
    {
        var text = headers[name].ToString();
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return text[(text.LastIndexOf(',') + 1)..].Trim();
    }

    private static string CheckedScheme(string scheme) =>
        scheme is "http" or "https" ? scheme : throw Bad("X-Forwarded-Proto", scheme, "http or https");

    private static string CheckedHost(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var uri) && string.Equals(uri.AbsolutePath, "/", StringComparison.Ordinal)
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? host
            : throw Bad("X-Forwarded-Host", host, "a host name with an optional port");

    private static string WithPort(string host, string port)
    {
        if (!ushort.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            throw Bad("X-Forwarded-Port", port, "a port number");
        var value = new HostString(host);
        return value.Port is not null || number is 80 or 443 ? host : new HostString(value.Host, number).ToString();
    }

    private static string CheckedPrefix(string prefix)
    {
        var trimmed = prefix.TrimEnd('/');
        if (trimmed.Length == 0)
            return "";
        return trimmed[0] == '/' && !trimmed.StartsWith("//", StringComparison.Ordinal)
            && Routing.RequestPath.Parse(trimmed, out _) is not null && trimmed.All(c => c is > ' ' and < (char)127 and not ('?' or '#' or '"' or '<' or '>' or '\\' or ';'))
            ? trimmed
            : throw Bad("X-Forwarded-Prefix", prefix, "a path such as /trac");
    }

    private static BadHttpRequestException Bad(string header, string value, string allowed) =>
        new($"The header {header} holds '{value}'; it must be {allowed}.");
}
