namespace OffTrac.Sdk.Mail;

/// <summary>The text of a message in one form. Of several each says the same; the last one is the best.</summary>
/// <param name="MediaType">Such as <c>text/plain</c> or <c>text/html</c>.</param>
/// <param name="Text">The text.</param>
public sealed record EmailBody(string MediaType, string Text);
