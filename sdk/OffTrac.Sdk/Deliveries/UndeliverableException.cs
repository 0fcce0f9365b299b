namespace OffTrac.Sdk.Deliveries;

/// <summary>
/// A durable listener throws it for an event that it can never pass on, such as one that is too large for its receiver, however often it
/// were told. The event is dropped for that component, with one line in the log, and the next one for the same resource is told.
/// </summary>
public sealed class UndeliverableException : TracException
{
    /// <summary>Makes the exception with a text that says no more than that.</summary>
    public UndeliverableException()
        : base("The event can't be passed on.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: why it can never be passed on.</param>
    public UndeliverableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line: why it can never be passed on.</param>
    /// <param name="innerException">The cause; it is not shown to people.</param>
    public UndeliverableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
