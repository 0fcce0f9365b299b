using OffTrac.Core.Configuration;

namespace OffTrac.Host.Web;

/// <summary>What <c>serve</c> says of its web server.</summary>
public sealed record WebOptions
{
    /// <summary>
    /// Addresses to listen on, such as <c>http://127.0.0.1:8000</c>, <c>http://*:8000</c> or <c>http://unix:/run/offtrac.sock</c>;
    /// port 0 takes a free one.
    /// </summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8000"];

    /// <summary>Path that all addresses of this host begin with, such as <c>/trac</c>; empty for none.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Password file for basic authentication under <c>/login</c>; null for none.</summary>
    public string? HtpasswdFile { get; init; }

    /// <summary>Password file for digest authentication under <c>/login</c>; null for none.</summary>
    public string? HtdigestFile { get; init; }

    /// <summary>Realm of both; in a digest file only the lines of this realm count.</summary>
    public string Realm { get; init; } = "trac";

    /// <summary>Largest body of a request in bytes, where the route names no other.</summary>
    public long MaxBodySize { get; init; } = 10 * 1024 * 1024;

    /// <summary>Addresses and networks that may read <c>/metrics</c>.</summary>
    public IReadOnlyList<string> MetricsAllowFrom { get; init; } = ["127.0.0.1", "::1"];

    /// <summary>How long a stop waits for the requests in flight.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What section <c>[host]</c> says; a command line can say something else.</summary>
    public static WebOptions Of(HostConfiguration configuration)
    {
        var options = configuration.Options;
        return new WebOptions
        {
            Urls = options.Urls,
            BasePath = options.BasePath,
            HtpasswdFile = string.IsNullOrEmpty(options.Htpasswd) ? null : configuration.Resolve(options.Htpasswd),
            HtdigestFile = string.IsNullOrEmpty(options.Htdigest) ? null : configuration.Resolve(options.Htdigest),
            Realm = options.Realm,
            MaxBodySize = options.MaxBodySize,
            MetricsAllowFrom = options.MetricsAllowFrom,
            DrainTime = options.DrainTime,
        };
    }
}
