namespace OffTrac.Sdk.Mail;

/// <summary>A header of a message: text, or addresses.</summary>
public sealed record EmailHeader
{
    /// <summary>Its name, such as <c>Subject</c>; compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>The text as people read it, of any script; empty when it holds addresses.</summary>
    public string Text { get; init; } = "";

    /// <summary>The addresses; empty when it holds text.</summary>
    public IReadOnlyList<EmailAddress> Addresses { get; init; } = [];
}
