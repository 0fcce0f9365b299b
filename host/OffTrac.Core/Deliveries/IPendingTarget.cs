namespace OffTrac.Core.Deliveries;

/// <summary>Where pending events are read to.</summary>
internal interface IPendingTarget
{
    /// <summary>Whether the event's record is wanted now; it is not while the event is known already, or its resource waits.</summary>
    bool Wants(long number, string resource, string? related, long nextTry);

    void Add(PendingEvent pending);
}
