namespace OffTrac.Sdk.Components;

/// <summary>How a change listener is told.</summary>
public enum Delivery
{
    /// <summary>Once, after the commit and before the store's method returns, as Trac does. Lost when the process dies.</summary>
    Plain,

    /// <summary>
    /// At least once and in order per resource, from a row written in the change's own transaction, outside the caller's
    /// path. A listener that throws is told again, with growing pauses, until it succeeds or an administrator drops it.
    /// </summary>
    Durable,
}
