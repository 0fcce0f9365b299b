using OffTrac.Plugins.Redis.Connections;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Redis;

/// <summary>Section <c>[redis_client]</c>.</summary>
[OptionsSection("redis_client")]
public sealed record RedisClientOptions : IOptionsValidator
{
    [Option("Name or address of the server.")]
    public string Host { get; init; } = "localhost";

    [Option("Port of the server.", Minimum = 1, Maximum = 65535)]
    public int Port { get; init; } = 6379;

    [Option("Number of the database, for streams; channels span all.", Minimum = 0)]
    public int Db { get; init; }

    [Option("Password; empty for none.", Secret = true)]
    public string Password { get; init; } = "";

    [Option("File whose first line is the password; relative to the environment. Read at each connect.")]
    public string PasswordFile { get; init; } = "";

    [Option("User of Redis's access control lists; empty for the default user.")]
    public string Username { get; init; } = "";

    [Option("Unix socket of the server, relative to the environment; host and port are ignored then.")]
    public string UnixSocketPath { get; init; } = "";

    [Option("Address with all of the above, such as rediss://user:password@host:6380/0 or unix:///run/redis.sock; wins over them.", Secret = true)]
    public string Url { get; init; } = "";

    [Option("Whether to connect with TLS.")]
    public bool Ssl { get; init; }

    [Option("File with the certificate authorities to trust instead of the system's; relative to the environment.")]
    public string SslCaCerts { get; init; } = "";

    [Option("File with the certificate to show to the server; relative to the environment.")]
    public string SslCertfile { get; init; } = "";

    [Option("File with the key of that certificate; empty when it is in the same file.")]
    public string SslKeyfile { get; init; } = "";

    [Option("Whether the certificate must be made out to the server's name.")]
    public bool SslCheckHostname { get; init; } = true;

    [Option("Sentinels that know the server, as host:port; host and port are ignored then.")]
    public IReadOnlyList<string> Sentinels { get; init; } = [];

    [Option("Name under which the sentinels know the server.")]
    public string SentinelService { get; init; } = "";

    [Option("Longest wait for a connection, and for an answer.", Minimum = 0.1, Maximum = 300)]
    public TimeSpan SocketTimeout { get; init; } = TimeSpan.FromSeconds(5);

    [Option("Name of the connection as CLIENT LIST shows it; empty for offtrac- and the environment's name.")]
    public string ClientName { get; init; } = "";

    public IEnumerable<OptionProblem> Validate()
    {
        if (Url.Length > 0 && RedisUrl.Find(Url, out _) is { } problem)
            yield return new OptionProblem("url", problem);
        if (Password.Length > 0 && PasswordFile.Length > 0)
            yield return new OptionProblem("password_file", "write either password or password_file");
        foreach (var sentinel in Sentinels.Where(sentinel => !RedisAddress.TryParse(sentinel, RedisAddress.SentinelPort, out _)))
            yield return new OptionProblem("sentinels", $"'{sentinel}' is no host:port, such as 192.0.2.7:26379");
        if (Sentinels.Count > 0 && SentinelService.Length == 0)
            yield return new OptionProblem("sentinel_service", "name the service, as the sentinels' configuration does");
        if (SslKeyfile.Length > 0 && SslCertfile.Length == 0)
            yield return new OptionProblem("ssl_certfile", "a key is of no use without its certificate");
        if (ClientName.Any(letter => letter is < '!' or > '~'))
            yield return new OptionProblem("client_name", "Redis allows printable ASCII without blanks");
    }
}
