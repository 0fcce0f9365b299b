namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Error replies by what they mean. See https://redis.io/docs/latest/develop/reference/protocol-spec/ (simple errors).</summary>
internal static class RedisFailures
{
    private static readonly string[] s_configuration =
    [
        "NOAUTH", "WRONGPASS", "NOPERM", "WRONGTYPE", "MOVED", "ASK", "CROSSSLOT", "DENIED", "NOPROTO", "ERR AUTH", "ERR Client sent AUTH",
        "ERR invalid password", "ERR DB index", "ERR invalid DB index", "ERR SELECT", "ERR unknown command", "ERR IDONTKNOW", "ERR No such master",
    ];

    private static readonly string[] s_outage =
    [
        "OOM", "READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "BUSY", "MISCONF", "NOREPLICAS", "TRYAGAIN", "UNKILLABLE", "FAILOVER",
        "ERR max number of clients",
    ];

    public static RedisFailure Of(string reply) =>
        StartsWithAny(reply, s_configuration) ? RedisFailure.Configuration
        : StartsWithAny(reply, s_outage) ? RedisFailure.Outage
        : RedisFailure.Message;

    private static bool StartsWithAny(string reply, string[] words) =>
        Array.Exists(words, word => reply.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
