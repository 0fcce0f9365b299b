using Microsoft.Extensions.Logging;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>What became of messages since the start.</summary>
internal sealed class PublishCounts(ILogger logger)
{
    private long _published;
    private long _repeated;
    private long _refused;

    /// <summary>Messages that Redis has acknowledged.</summary>
    public long PublishedTotal => Volatile.Read(ref _published);

    /// <summary>Those of them that Redis may have got twice.</summary>
    public long RepeatedTotal => Volatile.Read(ref _repeated);

    /// <summary>Messages that Redis would not have.</summary>
    public long RefusedTotal => Volatile.Read(ref _refused);

    public void Published() => Interlocked.Increment(ref _published);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Repeated(long number, string channel)
    {
        Interlocked.Increment(ref _repeated);
        logger.LogInformation("Event {Number} was perhaps sent twice on {Channel}: the answer to the first time was lost", number, channel);
    }
}
