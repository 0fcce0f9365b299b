namespace OffTrac.Sdk.Scheduling;

/// <summary>A run failed in a way that another attempt won't mend.</summary>
public class NotRetryableException : TracException
{
    /// <summary>Makes the exception with a general text.</summary>
    public NotRetryableException()
        : base("The run failed; trying again won't help.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: what is wrong and what to do.</param>
    public NotRetryableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line: what is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public NotRetryableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
