namespace OffTrac.Sdk.Mail;

/// <summary>An e-mail address, with or without the name of who has it.</summary>
/// <param name="Name">The name as people write it, of any script; null or empty for none.</param>
/// <param name="Address">Such as <c>jane@example.org</c>.</param>
public sealed record EmailAddress(string? Name, string Address);
