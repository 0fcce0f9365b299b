using OffTrac.Plugins.Redis.Resp;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Makes connections that publish: with StackExchange.Redis where it can, with our own otherwise.</summary>
internal sealed class RedisConnector(TimeProvider time)
{
    /// <exception cref="RedisException">There is none to be had.</exception>
    /// <exception cref="Sdk.Configuration.ConfigurationException">A file can't be read.</exception>
    public async ValueTask<IRedisPublisher> ConnectAsync(RedisSettings settings, CancellationToken cancellation)
    {
        if (!NeedsOwn(settings))
            return await StackExchangePublisher.ConnectAsync(settings, cancellation).ConfigureAwait(false);
        var address = settings.UsesSentinels
            ? await new SentinelClient(settings, time).FindMasterAsync(cancellation).ConfigureAwait(false)
            : settings.Address;
        return await ConnectOwnAsync(settings, address, cancellation).ConfigureAwait(false);
    }

    /// <summary>A connection of our own, as for subscriptions.</summary>
    /// <exception cref="RedisException">There is none to be had.</exception>
    public async ValueTask<RespConnection> OpenAsync(RedisSettings settings, CancellationToken cancellation)
    {
        var address = settings.UsesSentinels
            ? await new SentinelClient(settings, time).FindMasterAsync(cancellation).ConfigureAwait(false)
            : settings.Address;
        var connection = new RespConnection(await RedisStreams.OpenAsync(settings, address, cancellation).ConfigureAwait(false), settings.TimeLimit, time);
        try
        {
            await RespPublisher.GreetAsync(connection, settings, cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits until a sentinel tells of another master; for ever when none can be listened to.</summary>
    public async Task WaitForSwitchAsync(RedisSettings settings, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await new SentinelClient(settings, time).WaitForSwitchAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (RedisException)
            {
                // The role of the server is asked for now and then besides.
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Version 1.2.6 of the library knows neither Unix sockets nor users, and trusts sentinels half-heartedly.</summary>
    private static bool NeedsOwn(RedisSettings settings) =>
        settings.SocketPath is not null || settings.Username.Length > 0 || settings.UsesSentinels;

    internal async ValueTask<IRedisPublisher> ConnectOwnAsync(RedisSettings settings, RedisAddress address, CancellationToken cancellation)
    {
        var connection = new RespConnection(await RedisStreams.OpenAsync(settings, address, cancellation).ConfigureAwait(false), settings.TimeLimit, time);
        try
        {
            var publisher = await RespPublisher.OpenAsync(connection, settings, cancellation).ConfigureAwait(false);
            if (settings.UsesSentinels)
                await MasterWatch.VerifyAsync(publisher, cancellation).ConfigureAwait(false);
            return publisher;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
