using System.Buffers;
using System.IO.Pipelines;
using OffTrac.Plugins.Redis.Connections;

namespace OffTrac.Plugins.Redis.Resp;

/// <summary>
/// A connection over any stream: requests of many callers follow each other without waiting for answers, which come in the same
/// order. What waits to be sent is bounded; an answer that stays away ends the connection, because all later ones would too.
/// </summary>
internal sealed class RespConnection : IAsyncDisposable
{
    private const int MostUnsent = 8 * 1024 * 1024;
    private const int MostUnanswered = 8192;

    private readonly Stream _stream;
    private readonly TimeSpan _timeLimit;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Queue<RespRequest> _unanswered = new();
    private readonly SemaphoreSlim _written = new(0, 1);
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private ArrayBufferWriter<byte> _unsent = new(16 * 1024);
    private TaskCompletionSource? _room;
    private Action<RespValue>? _pushed;
    private bool _isLost;

    public RespConnection(Stream stream, TimeSpan timeLimit, TimeProvider time)
    {
        (_stream, _timeLimit, _time) = (stream, timeLimit, time);
        _running = Task.WhenAll(Task.Run(WriteAsync), Task.Run(ReadAsync), Task.Run(WatchAsync));
    }

    /// <summary>Ends with the reason when the connection is lost.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Sends requests right after each other.</summary>
    /// <returns>Their answers to come.</returns>
    /// <exception cref="RedisException">The connection is lost.</exception>
    public async ValueTask<Task<RespValue>[]> SendAsync<TState>(
        TState state, Action<IBufferWriter<byte>, TState> write, int requests, CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                ThrowIfLost();
                if (_unsent.WrittenCount <= MostUnsent && _unanswered.Count <= MostUnanswered)
                    return Enqueue(state, write, requests);
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one request and waits for its answer.</summary>
    /// <exception cref="RedisException">It was refused, or there was no answer.</exception>
    public async ValueTask<RespValue> ExecuteAsync(string[] parts, CancellationToken cancellation)
    {
        var answers = await SendAsync(
            parts,
            static (output, parts) =>
            {
                RespWriter.BeginCommand(output, parts.Length);
                foreach (var part in parts)
                    RespWriter.Part(output, part);
            },
            requests: 1,
            cancellation).ConfigureAwait(false);
        return await answers[0].WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>From now on what comes is no answer: a subscription. Nothing can be sent and waited for after the next request.</summary>
    public async ValueTask SubscribeAsync(string command, string channel, Action<RespValue> pushed, CancellationToken cancellation)
    {
        lock (_lock)
            _pushed = pushed;
        await ExecuteAsync([command, channel], cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        Lose("it was closed");
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _written.Dispose();
    }

    private Task<RespValue>[] Enqueue<TState>(TState state, Action<IBufferWriter<byte>, TState> write, int requests)
    {
        write(_unsent, state);
        var answers = new Task<RespValue>[requests];
        for (var i = 0; i < requests; i++)
        {
            var request = new RespRequest(_time.GetTimestamp());
            _unanswered.Enqueue(request);
            answers[i] = request.Answer;
        }

        if (_written.CurrentCount == 0)
            _written.Release();
        return answers;
    }

    private async Task WriteAsync()
    {
        var free = new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            while (true)
            {
                await _written.WaitAsync(_stop.Token).ConfigureAwait(false);
                ArrayBufferWriter<byte> ready;
                lock (_lock)
                    (ready, _unsent) = (_unsent, free);
                await _stream.WriteAsync(ready.WrittenMemory, _stop.Token).ConfigureAwait(false);
                await _stream.FlushAsync(_stop.Token).ConfigureAwait(false);
                // One large message must not keep its memory for ever.
                if (ready.Capacity > MostUnsent)
                    ready = new ArrayBufferWriter<byte>(16 * 1024);
                ready.ResetWrittenCount();
                free = ready;
                MakeRoom();
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Lose(exception.Message);
        }
    }

    private async Task ReadAsync()
    {
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                var buffer = result.Buffer;
                while (RespReader.TryRead(ref buffer, out var value))
                    Take(value);
                reader.AdvanceTo(buffer.Start, result.Buffer.End);
                if (result.IsCompleted)
                {
                    Lose("Redis closed the connection");
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or RespFormatException)
        {
            Lose(exception.Message);
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The answer that should come next is the one that has been waited for longest.</summary>
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(50, _timeLimit.TotalMilliseconds / 10)), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                bool isLate;
                lock (_lock)
                    isLate = _unanswered.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Sent) > _timeLimit;
                if (isLate)
                    Lose($"no answer within {_timeLimit.TotalSeconds:0.###} s");
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is lost or closed.
        }
    }

    private void Take(RespValue value)
    {
        RespRequest? request;
        Action<RespValue>? pushed;
        lock (_lock)
        {
            pushed = _pushed;
            _unanswered.TryDequeue(out request);
        }

        if (request is not null)
            request.Succeed(value);
        else if (pushed is null)
            throw new RespFormatException(value.Kind == RespKind.Error ? value.Text! : "Redis sent an answer that nobody asked for.");
        if (pushed is not null)
            pushed(value);
        MakeRoom();
    }

    private void MakeRoom()
    {
        TaskCompletionSource? room;
        lock (_lock)
        {
            if (_room is null || _unsent.WrittenCount > MostUnsent / 2 || _unanswered.Count > MostUnanswered / 2)
                return;
            (room, _room) = (_room, null);
        }

        room.TrySetResult();
    }

    private void Lose(string reason)
    {
        RespRequest[] unanswered;
        TaskCompletionSource? room;
        lock (_lock)
        {
            if (_isLost)
                return;
            _isLost = true;
            unanswered = [.. _unanswered];
            _unanswered.Clear();
            (room, _room) = (_room, null);
        }

        _stop.Cancel();
        _lost.TrySetResult(reason);
        for (var i = 0; i < unanswered.Length; i++)
            unanswered[i].Fail(reason, isFirst: i == 0);
        room?.TrySetResult();
    }

    private void ThrowIfLost()
    {
        if (_isLost)
            throw new RedisException(RedisFailure.Outage, "the connection is lost");
    }
}
