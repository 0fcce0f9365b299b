using System.Runtime.CompilerServices;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>The connection for publishing: made when it is wanted, looked after, and made anew when it is lost or the options change.</summary>
internal sealed class RedisConnection(Func<RedisSettings> settings, IRedisConnectionListener listener, RedisConnector connector, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lasting = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Backoff _backoff = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _running;
    private IRedisPublisher? _publisher;
    private RedisProblem? _problem;
    private long _lastAnswer;

    /// <summary>Why nothing can be sent; null when all is well, or nothing was tried yet.</summary>
    public RedisProblem? Problem => Volatile.Read(ref _problem);

    /// <summary>Where Redis is, as the options say now.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Begins to connect. Needn't be called before something is sent.</summary>
    public void Start()
    {
        lock (_lock)
            _running ??= Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Options have changed: a connection to another place, or with another password, is made anew at once.</summary>
    public void Refresh() => Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();

    /// <summary>Sends a message.</summary>
    /// <exception cref="RedisException">It was refused, Redis is away, or nobody knows whether it arrived.</exception>
    public async ValueTask SendAsync(RedisMessage message, StrongBox<bool> isPublished, CancellationToken cancellation)
    {
        var publisher = await GetAsync(cancellation).ConfigureAwait(false);
        if (message.Payload.Length > publisher.LongestMessage)
            throw new RedisException(RedisFailure.Message, $"the payload has {message.Payload.Length} bytes, and Redis takes {publisher.LongestMessage} (proto-max-bulk-len)");
        try
        {
            await publisher.SendAsync(message, isPublished, cancellation).ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            if (failure.Failure != RedisFailure.Message)
                Fail(failure.Failure, failure.Message, failure.IsReply);
            throw;
        }

        Volatile.Write(ref _lastAnswer, time.GetTimestamp());
        if (Problem is { IsRefusal: true })
            await listener.ConnectedAsync(publisher, Place, TakeProblem(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets something be done with the connection, when there is one.</summary>
    public async ValueTask UseAsync(Func<IRedisPublisher, CancellationToken, ValueTask> use, CancellationToken cancellation)
    {
        if (Problem is not null || Volatile.Read(ref _publisher) is not { } publisher)
            return;
        try
        {
            await use(publisher, cancellation).ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            Fail(failure.Failure, failure.Message, failure.IsReply);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task? running;
        lock (_lock)
            running = _running ??= Task.CompletedTask;
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask<IRedisPublisher> GetAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _publisher) is { } ready)
            return ready;
        Start();
        await _tried.Task.WaitAsync(cancellation).ConfigureAwait(false);
        return Volatile.Read(ref _publisher)
            ?? throw new RedisException(Problem?.Failure ?? RedisFailure.Outage, Problem?.Reason ?? "there is no connection");
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var changed = Volatile.Read(ref _changed).Task;
            var pause = TimeSpan.Zero;
            try
            {
                await ConnectAsync(changed, stop).ConfigureAwait(false);
            }
            catch (RedisException failure)
            {
                Fail(failure.Failure, failure.Message, isRefusal: false);
                pause = _backoff.Next(failure.Failure);
            }
            catch (ConfigurationException failure)
            {
                Fail(RedisFailure.Configuration, failure.Message, isRefusal: false);
                pause = _backoff.Next(RedisFailure.Configuration);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever a library throws, the next attempt must come.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Fail(RedisFailure.Outage, failure.Message, isRefusal: false);
                pause = _backoff.Next(RedisFailure.Outage);
            }
            finally
            {
                _tried.TrySetResult();
            }

            await Task.WhenAny(changed, Task.Delay(pause, time, stop)).ConfigureAwait(false);
        }
    }

    private async Task ConnectAsync(Task changed, CancellationToken stop)
    {
        var wanted = settings();
        Place = wanted.Place;
        var publisher = await connector.ConnectAsync(wanted, stop).ConfigureAwait(false);
        await using var closing = publisher.ConfigureAwait(false);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stop);
        long? connected = null;
        try
        {
            // That Redis refused is over only when it takes something.
            await listener.ConnectedAsync(publisher, Place, Problem is { IsRefusal: true } ? null : TakeProblem(), stop).ConfigureAwait(false);
            Volatile.Write(ref _lastAnswer, time.GetTimestamp());
            Volatile.Write(ref _publisher, publisher);
            _tried.TrySetResult();
            await listener.ReadyAsync(stop).ConfigureAwait(false);
            connected = time.GetTimestamp();
            await HoldAsync(publisher, wanted, changed, held.Token).ConfigureAwait(false);
        }
        finally
        {
            // A server that hangs up on everybody must not be called without a pause.
            if (connected is { } since && time.GetElapsedTime(since) > s_lasting)
                _backoff.Reset();
            Volatile.Write(ref _publisher, null);
            await held.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the connection is lost or no longer what is wanted.</summary>
    private async Task HoldAsync(IRedisPublisher publisher, RedisSettings wanted, Task changed, CancellationToken held)
    {
        var switched = wanted.UsesSentinels ? connector.WaitForSwitchAsync(wanted, held) : null;
        while (true)
        {
            var pause = Task.Delay(s_silence / 3, time, held);
            var ended = await Task.WhenAny(switched is null ? [publisher.Lost, changed, pause] : [publisher.Lost, changed, pause, switched])
                .ConfigureAwait(false);
            held.ThrowIfCancellationRequested();
            if (ended == publisher.Lost)
                throw new RedisException(RedisFailure.Outage, await publisher.Lost.ConfigureAwait(false));
            if (ended == switched)
                throw new RedisException(RedisFailure.Outage, "the sentinels name another master");
            if (ended == changed)
            {
                if (settings() != wanted)
                    return;
                changed = Volatile.Read(ref _changed).Task;
            }

            if (wanted.UsesSentinels)
                await MasterWatch.VerifyAsync(publisher, held).ConfigureAwait(false);
            else if (time.GetElapsedTime(Volatile.Read(ref _lastAnswer)) >= s_silence)
                await publisher.ExecuteAsync("PING", [], held).ConfigureAwait(false);
            else
                continue;
            Volatile.Write(ref _lastAnswer, time.GetTimestamp());
        }
    }

    private void Fail(RedisFailure failure, string reason, bool isRefusal)
    {
        RedisProblem problem;
        lock (_lock)
        {
            problem = new RedisProblem
            {
                Failure = failure,
                Reason = reason,
                Since = _problem?.Since ?? time.GetUtcNow(),
                // A connection that was lost while Redis refused says nothing about whether it still would.
                IsRefusal = isRefusal || _problem is { IsRefusal: true },
            };
            Volatile.Write(ref _problem, problem);
        }

        listener.Failed(Place, problem);
    }

    private RedisProblem? TakeProblem()
    {
        lock (_lock)
        {
            var problem = _problem;
            _problem = null;
            return problem;
        }
    }
}
