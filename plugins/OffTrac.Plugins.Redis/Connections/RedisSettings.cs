using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>How to reach Redis, worked out of the options. Two that are equal mean the same connection.</summary>
internal sealed record RedisSettings
{
    public required RedisAddress Address { get; init; }

    public string? SocketPath { get; init; }

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    public int Database { get; init; }

    public TlsSettings? Tls { get; init; }

    /// <summary>Sentinels, each <c>host:port</c>, parted by commas; empty for none.</summary>
    public string Sentinels { get; init; } = "";

    public string SentinelService { get; init; } = "";

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    public string ClientName { get; init; } = "offtrac";

    public bool UsesSentinels => Sentinels.Length > 0;

    public IEnumerable<RedisAddress> SentinelAddresses => Sentinels.Split(',')
        .Select(text => RedisAddress.TryParse(text, RedisAddress.SentinelPort, out var address) ? address : default);

    /// <summary>Where Redis is, for people; no secret.</summary>
    public string Place => SocketPath ?? (UsesSentinels ? $"{SentinelService} of sentinels {Sentinels}" : Address.ToString());

    /// <exception cref="ConfigurationException">The file with the password can't be read.</exception>
    public static RedisSettings From(RedisClientOptions options, IEnvironment environment)
    {
        RedisUrl? url = null;
        if (options.Url.Length > 0)
            RedisUrl.Find(options.Url, out url);
        var socket = url is null ? options.UnixSocketPath : url.SocketPath ?? "";
        var isSecure = url?.IsSecure ?? options.Ssl;
        return new RedisSettings
        {
            Address = url?.Address ?? new RedisAddress(options.Host, options.Port),
            SocketPath = socket.Length == 0 ? null : SocketIn(environment, socket),
            Username = url is { Username.Length: > 0 } ? url.Username : options.Username,
            Password = url is { Password.Length: > 0 } ? url.Password : PasswordOf(options, environment),
            Database = url?.Database ?? options.Db,
            Tls = isSecure && socket.Length == 0 ? TlsSettings.From(options, path => Absolute(environment, path)) : null,
            Sentinels = socket.Length == 0 && url is null ? string.Join(',', options.Sentinels.Select(text => text.Trim())) : "",
            SentinelService = options.SentinelService,
            TimeLimit = options.SocketTimeout,
            ClientName = options.ClientName.Length > 0 ? options.ClientName : NameFor(environment),
        };
    }

    /// <summary>Never shows the password.</summary>
    public override string ToString() => Place;

    /// <summary>The original takes a relative path as seen from the ini; as seen from the environment is what people expect.</summary>
    private static string SocketIn(IEnvironment environment, string path)
    {
        var usual = Absolute(environment, path);
        var fromIni = Path.GetFullPath(path, Path.Combine(environment.Directory, "conf"));
        return !File.Exists(usual) && File.Exists(fromIni) ? fromIni : usual;
    }

    private static string Absolute(IEnvironment environment, string path) => Path.GetFullPath(path, environment.Directory);

    private static string PasswordOf(RedisClientOptions options, IEnvironment environment)
    {
        if (options.PasswordFile.Length == 0)
            return options.Password;
        var file = Absolute(environment, options.PasswordFile);
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"[redis_client] password_file: {file} can't be read: {exception.Message}", exception);
        }
    }

    private static string NameFor(IEnvironment environment) =>
        "offtrac-" + string.Concat(environment.Name.Select(letter => letter is > ' ' and <= '~' ? letter : '_'));
}
