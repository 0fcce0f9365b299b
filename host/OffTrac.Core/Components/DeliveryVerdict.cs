namespace OffTrac.Core.Components;

/// <summary>What became of telling a durable component of one event.</summary>
public enum DeliveryVerdict
{
    Told,

    /// <summary>It threw; the event may be tried again.</summary>
    Failed,

    /// <summary>It said that this event can never be passed on.</summary>
    Undeliverable,

    /// <summary>It said that what it talks to is away.</summary>
    Paused,

    /// <summary>It is not enabled any more.</summary>
    Gone,
}
