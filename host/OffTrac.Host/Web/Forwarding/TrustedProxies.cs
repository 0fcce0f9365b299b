using System.Net;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Web.Forwarding;

/// <summary><c>[offtrac] trusted_proxies</c>: who may say where a request really came from.</summary>
internal sealed class TrustedProxies
{
    private readonly IPNetwork[] _networks;
    private readonly bool _unix;

    private TrustedProxies(IPNetwork[] networks, bool unix)
    {
        _networks = networks;
        _unix = unix;
    }

    public static TrustedProxies None { get; } = new([], unix: false);

    /// <summary>Reads addresses, networks such as <c>10.0.0.0/8</c>, and <c>unix</c> for peers on a Unix socket; commas or spaces between.</summary>
    /// <exception cref="ConfigurationException">Something else stands there.</exception>
    public static TrustedProxies Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return None;
        var networks = new List<IPNetwork>();
        var unix = false;
        foreach (var word in text.Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (string.Equals(word, "unix", StringComparison.Ordinal))
                unix = true;
            else if (IPNetwork.TryParse(word, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(word, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                throw new ConfigurationException($"[offtrac] trusted_proxies: '{word}' is not an IP address, a network such as 10.0.0.0/8, or the word unix.");
        }
        return new TrustedProxies([.. networks], unix);
    }

    /// <param name="peer">Address of the peer; null on a Unix socket.</param>
    public bool Trusts(IPAddress? peer)
    {
        if (peer is null)
            return _unix;
        var address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        foreach (var network in _networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }
}
