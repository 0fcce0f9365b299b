namespace OffTrac.Sdk.Notifications;

/// <summary>Somebody who is to be told through a transport.</summary>
public sealed record NotificationRecipient
{
    /// <summary>Whose session; null for somebody known by address only.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether the session is that of a user who logged in.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>Address for the transport; null when it is to be found by the session.</summary>
    public string? Address { get; init; }

    /// <summary>Style of the message, such as <c>text/plain</c>.</summary>
    public required string Format { get; init; }
}
