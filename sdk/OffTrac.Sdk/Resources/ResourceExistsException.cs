namespace OffTrac.Sdk.Resources;

/// <summary>A resource that was to be made exists already.</summary>
public sealed class ResourceExistsException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line that names the resource.</param>
    public ResourceExistsException(string message)
        : base(message)
    {
    }
}
