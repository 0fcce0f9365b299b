namespace OffTrac.Sdk;

/// <summary>Something was to be written while the host serves read-only, or the database or file can't be written.</summary>
public sealed class ReadOnlyException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: what was to be written and why it can't be.</param>
    public ReadOnlyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line: what was to be written and why it can't be.</param>
    /// <param name="innerException">The cause.</param>
    public ReadOnlyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
