namespace OffTrac.Sdk.Storage;

/// <summary>The database can't be reached or stayed locked. The same call may succeed later; nothing of it was written.</summary>
public sealed class DatabaseUnavailableException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line without a password.</param>
    public DatabaseUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line without a password.</param>
    /// <param name="innerException">The cause.</param>
    public DatabaseUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
