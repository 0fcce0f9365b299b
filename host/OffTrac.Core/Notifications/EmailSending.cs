using System.Globalization;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Mail;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Gives a message its headers, lets the decorators at it, writes it, and hands it to the component that sends.</summary>
public sealed class EmailSending
{
    /// <summary>The Trac whose mails these are like.</summary>
    private const string TracVersion = "1.6.1";

    private static readonly string[] s_recipientHeaders = ["To", "Cc", "Bcc"];

    private readonly NotificationOptions _options;
    private readonly IComponentPoint<IEmailDecorator> _decorators;
    private readonly IExtensionPoint<IEmailSender> _sender;
    private readonly TimeProvider _time;
    private readonly ILogger<EmailSending> _logger;

    public EmailSending(
        IEnvironment environment,
        IComponentPoint<IEmailDecorator> decorators,
        IExtensionPoint<IEmailSender> senders,
        TimeProvider time,
        ILogger<EmailSending> logger)
    {
        ArgumentNullException.ThrowIfNull(senders);
        _options = new NotificationOptions(environment);
        (_decorators, _time, _logger) = (decorators, time, logger);
        _sender = senders.Ordered(() => [new NotificationOptions(environment).EmailSender], onlyListed: true);
    }

    /// <summary>Sends one message.</summary>
    /// <param name="notification">What it tells of.</param>
    /// <param name="bodies">Its text.</param>
    /// <param name="copies">Recipients whom everybody sees.</param>
    /// <param name="blindCopies">Recipients whom nobody sees.</param>
    /// <param name="had">Recipients who got it already.</param>
    /// <param name="cancellation">Ends the sending.</param>
    /// <returns>Who did not get it.</returns>
    public async ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        NotificationEvent notification,
        IReadOnlyList<EmailBody> bodies,
        IReadOnlyList<string> copies,
        IReadOnlyList<string> blindCopies,
        IReadOnlySet<string> had,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var message = Head(notification, bodies, copies, blindCopies);
        foreach (var decorator in _decorators.Components)
        {
            message = await _decorators.AskOneAsync(
                decorator,
                (notification, message),
                static (decorator, state, cancellation) => decorator.DecorateAsync(state.notification, state.message, cancellation),
                cancellation).ConfigureAwait(false);
        }

        var sender = message.Find("From")?.Addresses is [var from, ..] ? from.Address : _options.From;
        string[] recipients =
        [
            .. s_recipientHeaders
                .SelectMany(name => message.Find(name)?.Addresses ?? [])
                .Select(recipient => recipient.Address)
                .Where(address => !had.Contains(address))
                .Distinct(StringComparer.Ordinal),
        ];
        if (recipients.Length == 0)
            return [];
        var bytes = new EmailWriter(Encoding).Write(message.Without("Bcc"));
        var refused = await _sender.AskFirstAsync<(string, string[], byte[]), IReadOnlyList<RefusedRecipient>>(
            (sender, recipients, bytes),
            static async (component, mail, cancellation) => await component.SendAsync(mail.Item1, mail.Item2, mail.Item3, cancellation).ConfigureAwait(false),
            cancellation).ConfigureAwait(false)
            ?? throw new ConfigurationException(
                $"[notification] email_sender = {_options.EmailSender}: no enabled component of that name sends e-mail.");
        foreach (var recipient in refused.Where(recipient => !recipient.IsTemporary))
        {
            _logger.LogWarning(
                "{Address} gets no mail about {Realm} {Ids}: {Reason}",
                recipient.Address, notification.Realm, string.Join(',', notification.TargetIds), recipient.Reason);
        }

        return refused;
    }

    private string Encoding => _options.MimeEncoding.ToLowerInvariant() is "none" or "base64" or "qp" or "quoted-printable"
        ? _options.MimeEncoding
        : throw new ConfigurationException($"[notification] mime_encoding = {_options.MimeEncoding} is not possible: write none, base64 or qp.");

    private EmailMessage Head(
        NotificationEvent notification, IReadOnlyList<EmailBody> bodies, IReadOnlyList<string> copies, IReadOnlyList<string> blindCopies)
    {
        var from = _options.Complete(_options.From);
        var target = string.Join(',', notification.TargetIds);
        var root = MessageId.Of(_options, target, from, time: null, notification.Realm);
        var isRoot = notification.Category is "created";
        var message = new EmailMessage { Bodies = bodies }
            .With("X-Mailer", $"Trac {TracVersion}, by Edgewall Software")
            .With("X-Trac-Version", TracVersion)
            .With("X-Trac-Project", _options.ProjectName)
            .With("X-URL", _options.ProjectUrl)
            .With("X-Trac-Realm", notification.Realm)
            .With("Precedence", "bulk")
            .With("Auto-Submitted", "auto-generated")
            .With("Message-ID", isRoot ? root : MessageId.Of(_options, target, from, notification.Time, notification.Realm));
        if (!isRoot)
            message = message.With("In-Reply-To", root).With("References", root);
        message = message
            .With("Date", _time.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss -0000", CultureInfo.InvariantCulture))
            .With("To", "undisclosed-recipients: ;")
            .With("From", new EmailAddress(_options.FromName, from));
        if (copies.Count > 0)
            message = message.With("Cc", [.. copies.Select(address => new EmailAddress(Name: null, address))]);
        if (blindCopies.Count > 0)
            message = message.With("Bcc", [.. blindCopies.Select(address => new EmailAddress(Name: null, address))]);
        return message.With("Reply-To", new EmailAddress(Name: null, _options.Complete(_options.ReplyTo)));
    }
}
