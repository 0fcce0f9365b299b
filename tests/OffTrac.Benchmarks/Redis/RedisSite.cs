using System.Globalization;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Redis;

/// <summary>The recorded environment served in this process with the Redis plugin, and a Redis of its own.</summary>
internal sealed class RedisSite : IAsyncDisposable
{
    private readonly TemporaryDirectory _copy;
    private readonly PostgreSqlServer? _database;
    private readonly OffTracHost _host;

    private RedisSite(TemporaryDirectory copy, PostgreSqlServer? database, RedisServer redis, OffTracHost host) =>
        (_copy, _database, Redis, _host) = (copy, database, redis, host);

    public RedisServer Redis { get; }

    public EnvironmentHost Environment => _host.Environments.Served[0];

    public static async Task<RedisSite> StartAsync(string engine, bool overSocket)
    {
        var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var database = engine == "postgresql" ? await PostgreSqlServer.StartNewAsync() : null;
        var redis = await RedisServer.StartNewAsync("client-output-buffer-limit pubsub 0 0 0");
        if (database is not null)
        {
            var ini = copy.Combine("conf", "trac.ini");
            var text = await File.ReadAllTextAsync(ini);
            await File.WriteAllTextAsync(ini, text.Replace("sqlite:db/trac.db", await database.LoadAsync("trac-1.6-postgres.sql.gz"), StringComparison.Ordinal));
        }

        var address = overSocket
            ? $"unix_socket_path = {redis.Socket}"
            : string.Create(CultureInfo.InvariantCulture, $"host = 127.0.0.1\nport = {redis.Port}");
        await File.WriteAllTextAsync(copy.Combine("conf", "offtrac.ini"), $"[components]\ntracext.redispub.* = enabled\n[redis_client]\n{address}\n");
        var config = copy.Combine("host.ini");
        await File.WriteAllTextAsync(config, $"[host]\nenvironments = {copy.Path}\nplugins = {Plugins}\n");
        var host = await OffTracHost.StartAsync(new HostStartup { Mode = HostMode.Serve, ConfigFile = config }, CancellationToken.None);
        return new RedisSite(copy, database, redis, host);
    }

    private static string Plugins => Path.Combine(
        FixtureFiles.Repository, "artifacts", "bin", "OffTrac.Host", new DirectoryInfo(AppContext.BaseDirectory).Name, "plugins");

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Redis.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _copy.Dispose();
    }
}
