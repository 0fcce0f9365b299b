using System.Runtime.CompilerServices;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Plugins.Redis.Resp;
using StackExchange.Redis;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Publishes with StackExchange.Redis: TCP and TLS, with or without a password.</summary>
internal sealed class StackExchangePublisher : IRedisPublisher
{
    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TimeSpan _timeLimit;

    private StackExchangePublisher(ConnectionMultiplexer connection, RedisSettings settings)
    {
        _connection = connection;
        _database = connection.GetDatabase(settings.Database);
        _timeLimit = settings.TimeLimit;
        connection.ConnectionFailed += OnConnectionFailed;
    }

    public Task<string> Lost => _lost.Task;

    public long LongestMessage { get; private set; } = long.MaxValue;

    /// <exception cref="RedisException">There is no connection to be had, or Redis refuses.</exception>
    public static async ValueTask<IRedisPublisher> ConnectAsync(RedisSettings settings, CancellationToken cancellation)
    {
        await TryAsync(settings, cancellation).ConfigureAwait(false);
        try
        {
            var connection = await ConnectionMultiplexer.ConnectAsync(Configuration(settings)).ConfigureAwait(false);
            return await IntroduceAsync(new StackExchangePublisher(connection, settings), cancellation).ConfigureAwait(false);
        }
        catch (RedisConnectionException exception)
        {
            throw new RedisException(RedisFailure.Outage, exception.Message, exception);
        }
    }

    public async ValueTask SendAsync(RedisMessage message, StrongBox<bool> isPublished, CancellationToken cancellation)
    {
        // Both are handed over before either is waited for, so that they go in this order without a pause.
        var publishing = message.Publish && !isPublished.Value ? _database.ExecuteAsync("PUBLISH", message.Channel, message.Payload.ToArray()) : null;
        var adding = message.Stream is null ? null : _database.ExecuteAsync("XADD", Entry(message));
        if (publishing is not null)
        {
            _ = adding?.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await AnswerAsync(publishing, cancellation).ConfigureAwait(false);
            isPublished.Value = true;
        }

        if (adding is not null)
            await AnswerAsync(adding, cancellation).ConfigureAwait(false);
    }

    public async ValueTask<string> ExecuteAsync(string command, string[] arguments, CancellationToken cancellation)
    {
        var answer = await AnswerAsync(_database.ExecuteAsync(command, [.. arguments]), cancellation).ConfigureAwait(false);
        try
        {
            return string.Join('\n', (RedisResult[])answer);
        }
        catch (InvalidCastException)
        {
            return (string)answer ?? "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connection.ConnectionFailed -= OnConnectionFailed;
        _lost.TrySetResult("it was closed");
        await _connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _connection.Dispose();
    }

    /// <summary>The library says of a connection only that there is none; an attempt of our own tells why.</summary>
    private static async ValueTask TryAsync(RedisSettings settings, CancellationToken cancellation)
    {
        var stream = await RedisStreams.OpenAsync(settings, settings.Address, cancellation).ConfigureAwait(false);
        var connection = new RespConnection(stream, settings.TimeLimit, TimeProvider.System);
        await using var closing = connection.ConfigureAwait(false);
        await RespPublisher.GreetAsync(connection, settings, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<IRedisPublisher> IntroduceAsync(StackExchangePublisher publisher, CancellationToken cancellation)
    {
        try
        {
            await publisher.ExecuteAsync("PING", [], cancellation).ConfigureAwait(false);
            publisher.LongestMessage = await RedisLimits.AskAsync(publisher, cancellation).ConfigureAwait(false);
            return publisher;
        }
        catch
        {
            await publisher.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static ConfigurationOptions Configuration(RedisSettings settings)
    {
        var limit = (int)settings.TimeLimit.TotalMilliseconds;
        var options = new ConfigurationOptions
        {
            EndPoints = { { settings.Address.Host, settings.Address.Port } },
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = limit,
            SyncTimeout = limit,
            ClientName = settings.ClientName,
            Password = settings.Password.Length == 0 ? null : settings.Password,
            DefaultDatabase = settings.Database,
            // Channels and keys of the library's own, which a narrow user may not touch.
            ConfigurationChannel = "",
            TieBreaker = "",
            Ssl = settings.Tls is not null,
            SslHost = settings.Tls is null ? null : settings.Address.Host,
        };
        if (settings.Tls is { } tls)
        {
            var validation = tls.LoadValidation();
            options.CertificateValidation += (sender, certificate, chain, errors) => validation(sender, certificate, chain, errors);
            if (tls.LoadCertificate() is { } shown)
                options.CertificateSelection += (_, _, _, _, _) => shown;
        }

        return options;
    }

    private static object[] Entry(RedisMessage message)
    {
        object[] limit = message.StreamLimit > 0 ? ["MAXLEN", "~", message.StreamLimit] : [];
        return
        [
            message.Stream!, .. limit, "*", "channel", message.Channel, "event_id", message.EventId, "time", PythonTime.Format(message.Time),
            "payload", message.Payload.ToArray(),
        ];
    }

    private async ValueTask<RedisResult> AnswerAsync(Task<RedisResult> answer, CancellationToken cancellation)
    {
        try
        {
            return await answer.WaitAsync(_timeLimit, cancellation).ConfigureAwait(false);
        }
        catch (RedisServerException refusal)
        {
            throw RedisException.FromReply(refusal.Message);
        }
        catch (TimeoutException exception)
        {
            // Answers come in order: when one stays away, so do all later ones.
            var reason = $"no answer within {_timeLimit.TotalSeconds:0.###} s";
            _lost.TrySetResult(reason);
            throw new RedisException(RedisFailure.Outage, reason, exception);
        }
        catch (Exception exception) when (exception is RedisConnectionException or ObjectDisposedException)
        {
            throw new RedisException(RedisFailure.Outage, "the connection was lost before the answer", exception);
        }
    }

    private void OnConnectionFailed(object? sender, ConnectionFailedEventArgs failed)
    {
        if (failed.ConnectionType == ConnectionType.Interactive)
            _lost.TrySetResult(failed.Exception?.InnerException?.Message ?? failed.FailureType.ToString());
    }
}
