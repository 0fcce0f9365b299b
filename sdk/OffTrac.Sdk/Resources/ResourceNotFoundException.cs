namespace OffTrac.Sdk.Resources;

/// <summary>A resource that was asked for does not exist. Answered with 404.</summary>
public sealed class ResourceNotFoundException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line, such as <c>Ticket 12 does not exist.</c></param>
    public ResourceNotFoundException(string message)
        : base(message)
    {
    }
}
