namespace OffTrac.Sdk.Storage;

/// <summary>
/// The connection broke while a transaction was being committed: all of it was written or nothing, and nobody can tell which.
/// Look before the change is repeated.
/// </summary>
public sealed class CommitUnknownException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line without a password.</param>
    public CommitUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line without a password.</param>
    /// <param name="innerException">The cause.</param>
    public CommitUnknownException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
