using Microsoft.Extensions.Logging;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>What became of messages since the start.</summary>
internal sealed class PublishCounts(ILogger logger)
{
    private long _repeated;
    private long _refused;
    private long _lost;

    /// <summary>What of it is to be remembered beyond this process, since the last time it was taken.</summary>
    public (long Repeated, long Refused, long Lost) Take() =>
        (Interlocked.Exchange(ref _repeated, 0), Interlocked.Exchange(ref _refused, 0), Interlocked.Exchange(ref _lost, 0));

    public void PutBack(long repeated, long refused, long lost)
    {
        Interlocked.Add(ref _repeated, repeated);
        Interlocked.Add(ref _refused, refused);
        Interlocked.Add(ref _lost, lost);
    }

    /// <summary>Redis would not have one.</summary>
    public void Refused() => Interlocked.Increment(ref _refused);

    /// <summary>One was not kept: Redis was away, or too many waited.</summary>
    public void Lost(long count = 1) => Interlocked.Add(ref _lost, count);

    /// <summary>Redis may have got one twice.</summary>
    public void Repeated(long number, string channel)
    {
        Interlocked.Increment(ref _repeated);
        logger.LogInformation("Event {Number} may have reached {Channel} twice: nobody knows what became of an earlier sending", number, channel);
    }
}
