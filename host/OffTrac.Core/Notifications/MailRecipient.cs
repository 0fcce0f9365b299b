namespace OffTrac.Core.Notifications;

/// <summary>Somebody who can be reached by mail.</summary>
/// <param name="SessionId">Login; null for somebody known by address only.</param>
/// <param name="Address">The address.</param>
internal sealed record MailRecipient(string? SessionId, string Address);
