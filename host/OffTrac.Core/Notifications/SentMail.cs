namespace OffTrac.Core.Notifications;

/// <summary>What is known of the mails about an event that could not be sent to all.</summary>
/// <param name="Addresses">Who got it.</param>
/// <param name="Since">When it was first sent to some; null when it never was.</param>
internal sealed record SentMail(IReadOnlySet<string> Addresses, DateTimeOffset? Since)
{
    public static SentMail None { get; } = new(new HashSet<string>(), Since: null);
}
