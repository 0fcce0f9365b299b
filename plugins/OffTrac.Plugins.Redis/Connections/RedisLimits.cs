using System.Globalization;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>How long a message a server takes. One that is longer would cost the connection, and with it all messages on their way.</summary>
internal static class RedisLimits
{
    /// <summary>The server's limit, or no limit when it may not be asked.</summary>
    public static async ValueTask<long> AskAsync(IRedisPublisher publisher, CancellationToken cancellation)
    {
        try
        {
            var answer = await publisher.ExecuteAsync("CONFIG", ["GET", "proto-max-bulk-len"], cancellation).ConfigureAwait(false);
            return long.TryParse(answer.Split('\n')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : long.MaxValue;
        }
        catch (RedisException refusal) when (refusal.Failure != RedisFailure.Outage)
        {
            return long.MaxValue;
        }
    }
}
