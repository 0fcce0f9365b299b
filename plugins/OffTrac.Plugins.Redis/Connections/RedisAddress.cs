using System.Globalization;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>A server's name or address and its port.</summary>
internal readonly record struct RedisAddress(string Host, int Port)
{
    public const int SentinelPort = 26379;

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>::1</c> or <c>[::1]:port</c>.</summary>
    public static bool TryParse(string text, int usualPort, out RedisAddress address)
    {
        var (host, port) = (text.Trim(), usualPort);
        var colon = host.LastIndexOf(':');
        var isPlainIPv6 = colon > 0 && host.IndexOf(':', StringComparison.Ordinal) != colon && host[0] != '[';
        if (colon >= 0 && !isPlainIPv6 && host[^1] != ']')
        {
            if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
                port = 0;
            host = host[..colon];
        }

        address = new RedisAddress(host.Trim('[', ']'), port);
        return address.Host.Length > 0 && !address.Host.Any(char.IsWhiteSpace) && port is > 0 and <= 65535;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
