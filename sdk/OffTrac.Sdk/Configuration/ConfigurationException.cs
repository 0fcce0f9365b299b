namespace OffTrac.Sdk.Configuration;

/// <summary>A file of configuration can't be read, or a value in it can't be used. Stands for Trac's <c>ConfigurationError</c>.</summary>
public sealed class ConfigurationException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line that names file, line, section, option, the value, and what is allowed.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception from another one.</summary>
    /// <param name="message">One line that names file, line, section, option, the value, and what is allowed.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
