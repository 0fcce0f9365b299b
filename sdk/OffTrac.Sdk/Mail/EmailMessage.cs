namespace OffTrac.Sdk.Mail;

/// <summary>An e-mail message before it is written; immutable.</summary>
public sealed record EmailMessage
{
    /// <summary>Headers in order, without those that say how the message is written.</summary>
    public IReadOnlyList<EmailHeader> Headers { get; init; } = [];

    /// <summary>The text in one form or several.</summary>
    public required IReadOnlyList<EmailBody> Bodies { get; init; }

    /// <summary>A header, or null.</summary>
    /// <param name="name">Its name, compared without case.</param>
    public EmailHeader? Find(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>This message with a header of text, in the place of the one of that name if there is one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">The text.</param>
    public EmailMessage With(string name, string text) => With(new EmailHeader { Name = name, Text = text });

    /// <summary>This message with a header of addresses, in the place of the one of that name if there is one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="addresses">The addresses.</param>
    public EmailMessage With(string name, params IReadOnlyList<EmailAddress> addresses) =>
        With(new EmailHeader { Name = name, Addresses = addresses });

    /// <summary>This message without a header.</summary>
    /// <param name="name">Its name, compared without case.</param>
    public EmailMessage Without(string name) => this with
    {
        Headers = [.. Headers.Where(header => !string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))],
    };

    private EmailMessage With(EmailHeader header) => Find(header.Name) is { } old
        ? this with { Headers = [.. Headers.Select(other => ReferenceEquals(other, old) ? header with { Name = old.Name } : other)] }
        : this with { Headers = [.. Headers, header] };
}
