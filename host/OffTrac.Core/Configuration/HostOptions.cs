using System.Net;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Configuration;

/// <summary>Section <c>[host]</c>, read only from the host's own file. Relative paths begin at that file.</summary>
[OptionsSection(HostConfiguration.Section)]
public sealed record HostOptions : IOptionsValidator
{
    [Option("Directories of the environments to serve.")]
    public IReadOnlyList<string> Environments { get; init; } = [];

    [Option("Addresses to listen on.")]
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8000"];

    [Option("Name of this host in answers and logs; the machine's when empty.")]
    public string? Instance { get; init; }

    [Option("Folders with plugins besides the host's own.")]
    public IReadOnlyList<string> Plugins { get; init; } = [];

    [Option("Whether plugins can be replaced while the host runs; off loads them precompiled and for good.")]
    public bool Unload { get; init; } = true;

    [Option("File of users and passwords for basic authentication below /login.")]
    public string? Htpasswd { get; init; }

    [Option("File of users and passwords for digest authentication below /login.")]
    public string? Htdigest { get; init; }

    [Option("Realm of the authentication.")]
    public string Realm { get; init; } = "trac";

    [Option("Path that all addresses of this host begin with, such as /trac; empty for none.")]
    public string BasePath { get; init; } = "";

    [Option("Largest body of a request in bytes, where nothing else is said.", Minimum = 1)]
    public long MaxBodySize { get; init; } = 10 * 1024 * 1024;

    [Option("How long a stop waits for the requests in flight.", Maximum = 86400)]
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    [Option("Addresses or networks that may read /metrics; unix for peers on a Unix socket.")]
    public IReadOnlyList<string> MetricsAllowFrom { get; init; } = ["127.0.0.1", "::1"];

    public IEnumerable<OptionProblem> Validate() => MetricsAllowFrom
        .Where(static text => text != "unix" && !IPAddress.TryParse(text, out _) && !IPNetwork.TryParse(text, out _))
        .Select(static text => new OptionProblem("metrics_allow_from", $"'{text}' is neither an address such as 192.0.2.7 nor a network such as 192.0.2.0/24, nor the word unix"));
}
