namespace OffTrac.Sdk;

/// <summary>
/// Something a person did or configured can't be done. Its message is one line for that person and is shown without a stack
/// trace. Stands for Trac's <c>TracError</c>.
/// </summary>
public class TracException : Exception
{
    /// <summary>Makes the exception with a text that says what is wrong.</summary>
    public TracException()
        : base("The request can't be carried out.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: the place, the value, what is allowed.</param>
    public TracException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line: the place, the value, what is allowed.</param>
    /// <param name="innerException">The cause; it is not shown to people.</param>
    public TracException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
