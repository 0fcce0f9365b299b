using OffTrac.Plugins.Redis.Connections;

namespace OffTrac.Plugins.Redis.Resp;

/// <summary>A request whose answer is yet to come.</summary>
internal sealed class RespRequest(long sent)
{
    private readonly TaskCompletionSource<RespValue> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Timestamp of when it was handed over.</summary>
    public long Sent { get; } = sent;

    public Task<RespValue> Answer => _answer.Task;

    public void Succeed(RespValue value)
    {
        if (value.Kind == RespKind.Error)
            Fail(RedisException.FromReply(value.Text!));
        else
            _answer.TrySetResult(value);
    }

    /// <param name="reason">Why the connection is lost.</param>
    /// <param name="isFirst">Whether Redis was about to answer this one.</param>
    public void Fail(string reason, bool isFirst) =>
        Fail(new RedisException(RedisFailure.Outage, reason) { WasNextToBeAnswered = isFirst });

    private void Fail(RedisException exception)
    {
        _answer.TrySetException(exception);
        // Nobody may be waiting any more.
        _ = _answer.Task.Exception;
    }
}
