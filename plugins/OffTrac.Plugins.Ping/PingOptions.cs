using System.Net;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Ping;

/// <summary>Section <c>[ping]</c>.</summary>
[OptionsSection("ping")]
public sealed record PingOptions : IOptionsValidator
{
    [Option("Secrets of which a ping must show one; several allow a change without a gap. Empty: allow_from decides.", Secret = true)]
    public IReadOnlyList<string> Tokens { get; init; } = [];

    [Option("Addresses or networks that may ping without a token when none is configured.")]
    public IReadOnlyList<string> AllowFrom { get; init; } = ["127.0.0.1", "::1"];

    [Option("Longest pause between two pings of the built-in heartbeat; 0 switches it off.", Minimum = 0, Maximum = 86400)]
    public TimeSpan Internal { get; init; } = TimeSpan.FromSeconds(15);

    [Option("Pings that follow each other faster than this are merged into one.", Minimum = 0, Maximum = 3600)]
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromSeconds(1);

    public IEnumerable<OptionProblem> Validate() =>
        AllowFrom
            .Where(text => ParseNetwork(text) is null)
            .Select(text => new OptionProblem("allow_from", $"'{text}' is neither an address such as 192.0.2.7 nor a network such as 192.0.2.0/24"));

    /// <summary>An address is the network that holds nothing else.</summary>
    internal static IPNetwork? ParseNetwork(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
