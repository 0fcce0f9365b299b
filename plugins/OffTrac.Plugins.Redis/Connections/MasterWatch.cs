namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Whether a server is still the master: sentinels may be behind, and a master that was away comes back as a replica.</summary>
internal static class MasterWatch
{
    /// <exception cref="RedisException">It is none.</exception>
    public static async ValueTask VerifyAsync(IRedisPublisher publisher, CancellationToken cancellation)
    {
        var role = await publisher.ExecuteAsync("ROLE", [], cancellation).ConfigureAwait(false);
        var word = role.Split('\n')[0];
        if (word != "master")
            throw new RedisException(RedisFailure.Outage, $"the sentinels name a server that is {word}, not master");
    }
}
