using System.Net;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Web.Forwarding;

/// <summary>Addresses that an option names: <c>[offtrac] trusted_proxies</c>, who may say where a request really came from, and <c>[host] metrics_allow_from</c>.</summary>
internal sealed class TrustedPeers
{
    private readonly IPNetwork[] _networks;
    private readonly bool _unix;

    private TrustedPeers(IPNetwork[] networks, bool unix)
    {
        _networks = networks;
        _unix = unix;
    }

    public static TrustedPeers None { get; } = new([], unix: false);

    /// <summary>Reads addresses, networks such as <c>10.0.0.0/8</c>, and <c>unix</c> for peers on a Unix socket; commas or spaces between.</summary>
    /// <param name="option">The option, for errors.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="ConfigurationException">Something else stands there.</exception>
    public static TrustedPeers Parse(string option, string? text)
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
                throw new ConfigurationException($"{option}: '{word}' is not an IP address, a network such as 10.0.0.0/8, or the word unix.");
        }
        return new TrustedPeers([.. networks], unix);
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
