namespace OffTrac.Sdk.Scheduling;

/// <summary>Another host has taken a job over; what this one wanted to write must not be written.</summary>
public class LeaseLostException : TracException
{
    /// <summary>Makes the exception with a general text.</summary>
    public LeaseLostException()
        : base("Another host has taken the job over.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line that names the job.</param>
    public LeaseLostException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line that names the job.</param>
    /// <param name="innerException">The cause.</param>
    public LeaseLostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
