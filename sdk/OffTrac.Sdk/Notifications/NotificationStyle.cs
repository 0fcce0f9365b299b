namespace OffTrac.Sdk.Notifications;

/// <summary>A style in which a formatter writes messages about resources of a realm.</summary>
/// <param name="Format">A media type, such as <c>text/plain</c> or <c>text/html</c>.</param>
/// <param name="Realm">Such as <c>ticket</c>.</param>
public sealed record NotificationStyle(string Format, string Realm);
