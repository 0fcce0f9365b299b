using System.Globalization;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>A served environment named <c>test</c> with the plugin, fields as in the recording, and Redis.</summary>
internal static class RedispubEnvironment
{
    public const string Fields = """
        [ticket-custom]
        due = time
        due.format = datetime
        effort = text
        billable = checkbox
        billable.value = 0
        notes = textarea
        """;

    public static Task<TestEnvironment> StartAsync(
        RedisServer server, string redispub = "", string? client = null, string components = "", string database = "sqlite:db/trac.db") =>
        TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Redis"],
            Database = database,
            Ini = Ini(client ?? Tcp(server), redispub, components),
        });

    /// <summary>The same, served with RPC.</summary>
    public static Task<TestEnvironment> StartWithRpcAsync(RedisServer server, string redispub) => TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Redis", "OffTrac.Plugins.Rpc"],
        ServesHttp = true,
        Ini = Ini(Tcp(server), redispub, "tracrpc.* = enabled"),
    });

    public static string Tcp(RedisServer server) => $"host = 127.0.0.1\nport = {server.Port.ToString(CultureInfo.InvariantCulture)}";

    public static string Ini(string client, string redispub = "", string components = "") =>
        $"[components]\ntracext.redispub.* = enabled\n{components}\n[redis_client]\n{client}\n[redispub]\n{redispub}\n{Fields}\n";
}
