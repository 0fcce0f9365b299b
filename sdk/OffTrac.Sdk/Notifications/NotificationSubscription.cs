namespace OffTrac.Sdk.Notifications;

/// <summary>Who is to be told, or not. Stands for the tuple that Trac's subscribers give.</summary>
public sealed record NotificationSubscription
{
    /// <summary>Simple name of the subscriber's component, as stored in Trac's table <c>notify_subscription</c>.</summary>
    public required string Subscriber { get; init; }

    /// <summary>How, such as <c>email</c>.</summary>
    public string Transport { get; init; } = "email";

    /// <summary>Whose session; null for somebody known by address only.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether the session is that of a user who logged in.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>Address for the transport; null when it is to be found by the session.</summary>
    public string? Address { get; init; }

    /// <summary>Style of the message, such as <c>text/plain</c>; null for what the person prefers.</summary>
    public string? Format { get; init; }

    /// <summary>Of the rules for one person the one with the smallest number counts.</summary>
    public int Priority { get; init; } = 100;

    /// <summary>What it says.</summary>
    public NotificationAdverb Adverb { get; init; }
}
