using OffTrac.Plugins.Redis.Resp;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Asks sentinels where the master is. See https://redis.io/docs/latest/develop/reference/sentinel-clients/.</summary>
internal sealed class SentinelClient(RedisSettings settings, TimeProvider time)
{
    /// <exception cref="RedisException">No sentinel knows.</exception>
    public async ValueTask<RedisAddress> FindMasterAsync(CancellationToken cancellation)
    {
        RedisException? last = null;
        foreach (var sentinel in settings.SentinelAddresses)
        {
            try
            {
                return await AskAsync(sentinel, cancellation).ConfigureAwait(false);
            }
            catch (RedisException failure)
            {
                last = new RedisException(failure.Failure, $"sentinel {sentinel}: {failure.Message}", failure);
            }
        }

        throw last ?? new RedisException(RedisFailure.Configuration, "no sentinel is named");
    }

    /// <summary>Waits until a sentinel tells of another master.</summary>
    /// <exception cref="RedisException">No sentinel can be listened to, or the connection to it is lost.</exception>
    public async Task WaitForSwitchAsync(CancellationToken cancellation)
    {
        RedisException? last = null;
        foreach (var sentinel in settings.SentinelAddresses)
        {
            try
            {
                await WaitForSwitchAsync(sentinel, cancellation).ConfigureAwait(false);
                return;
            }
            catch (RedisException failure)
            {
                last = failure;
            }
        }

        throw last ?? new RedisException(RedisFailure.Configuration, "no sentinel is named");
    }

    private async ValueTask<RedisAddress> AskAsync(RedisAddress sentinel, CancellationToken cancellation)
    {
        var connection = await OpenAsync(sentinel, cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var answer = await connection.ExecuteAsync(["SENTINEL", "get-master-addr-by-name", settings.SentinelService], cancellation).ConfigureAwait(false);
        if (answer.Elements is not [{ Text: { } host }, { Text: { } port }])
            throw new RedisException(RedisFailure.Configuration, $"it knows no service '{settings.SentinelService}'");
        return RedisAddress.TryParse(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}", RedisAddress.SentinelPort, out var address)
            ? address
            : throw new RedisException(RedisFailure.Outage, "it gave an address that is none");
    }

    private async Task WaitForSwitchAsync(RedisAddress sentinel, CancellationToken cancellation)
    {
        var connection = await OpenAsync(sentinel, cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var switched = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.SubscribeAsync("SUBSCRIBE", "+switch-master", Hear, cancellation).ConfigureAwait(false);
        var ended = await Task.WhenAny(switched.Task, connection.Lost).WaitAsync(cancellation).ConfigureAwait(false);
        if (ended == connection.Lost)
            throw new RedisException(RedisFailure.Outage, await connection.Lost.ConfigureAwait(false));

        void Hear(RespValue push)
        {
            // "service old-host old-port new-host new-port"
            if (push.Elements is [{ Text: "message" }, _, { Text: { } text }] && text.StartsWith(settings.SentinelService + " ", StringComparison.Ordinal))
                switched.TrySetResult(text);
        }
    }

    private async ValueTask<RespConnection> OpenAsync(RedisAddress sentinel, CancellationToken cancellation) =>
        new(await RedisStreams.OpenAsync(settings, sentinel, cancellation).ConfigureAwait(false), settings.TimeLimit, time);
}
