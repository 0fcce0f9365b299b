namespace OffTrac.Sdk.Deliveries;

/// <summary>
/// A durable listener throws it when what it talks to is away: the event is not at fault and the component has not failed. All events of
/// the component wait, in order, and one is tried again after a second, then after twice as long each time up to half a minute, or at
/// once when the component calls <see cref="IDeliveries.RetryAsync"/>. No attempt is counted, and the host logs nothing: who knows
/// what is away says so.
/// </summary>
public sealed class DeliveryPausedException : TracException
{
    /// <summary>Makes the exception with a text that says no more than that.</summary>
    public DeliveryPausedException()
        : base("The receiver is away.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line for <c>offtrac delivery list</c>: what is away, and why.</param>
    public DeliveryPausedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line for <c>offtrac delivery list</c>: what is away, and why.</param>
    /// <param name="innerException">The cause; it is not shown to people.</param>
    public DeliveryPausedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
