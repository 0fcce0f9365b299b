namespace OffTrac.Core.Tests.Notifications;

/// <summary>A mail that was handed to a sender.</summary>
internal sealed record CapturedMail(string From, IReadOnlyList<string> To, string Message);
