using System.Globalization;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Mail;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>Tells people by mail: one message for each style that anybody wants.</summary>
[Component(Name)]
public sealed class EmailDistributor(
    IEnvironment environment,
    ISessionStore sessions,
    IComponentPoint<INotificationFormatter> formatters,
    IComponentPoint<INotificationDistributor> distributors,
    IExtensionPoint<IEmailAddressResolver> resolvers,
    EmailSending sending,
    SentMails sent,
    ILogger<EmailDistributor> logger) : INotificationDistributor
{
    /// <summary>Name of the component.</summary>
    public const string Name = "trac.notification.mail.EmailDistributor";

    private const string Transport = "email";
    private const string Plain = "text/plain";

    private static readonly string[] s_transports = [Transport];

    private readonly NotificationOptions _options = new(environment);
    private readonly IExtensionPoint<IEmailAddressResolver> _resolvers =
        resolvers.Ordered(() => new NotificationOptions(environment).AddressResolvers, onlyListed: true);

    public IReadOnlyList<string> Transports => s_transports;

    public async ValueTask DistributeAsync(
        string transport, IReadOnlyList<NotificationRecipient> recipients, NotificationEvent notification, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(notification);
        if (!_options.IsEmailEnabled)
            return;
        var styles = await StylesAsync(notification.Realm, cancellation).ConfigureAwait(false);
        if (styles.Count == 0)
        {
            logger.LogError("Nobody writes mails about {Realm}: no enabled component has a style for it.", notification.Realm);
            return;
        }

        var addresses = await AddressesAsync(recipients, styles, cancellation).ConfigureAwait(false);
        if (addresses.Styles.Count == 0)
            return;
        var texts = await FormatAsync(styles, addresses, notification, cancellation).ConfigureAwait(false);
        await SendAsync(addresses, texts, notification, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Dictionary<string, string>> StylesAsync(string realm, CancellationToken cancellation)
    {
        var answers = await formatters.AskAllAsync(
            0, static (formatter, _, _) => new ValueTask<IReadOnlyList<NotificationStyle>>(formatter.GetStyles(Transport)), cancellation).ConfigureAwait(false);
        var styles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            foreach (var style in answer.Value.Where(style => style.Realm == realm))
                styles[style.Format] = answer.Component;
        }

        return styles;
    }

    private async ValueTask<MailAddresses> AddressesAsync(
        IReadOnlyList<NotificationRecipient> recipients, Dictionary<string, string> styles, CancellationToken cancellation)
    {
        var matcher = new RecipientMatcher(_options, await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false));
        var addresses = new MailAddresses(_options);
        foreach (var recipient in recipients.Where(recipient => styles.ContainsKey(recipient.Format)))
        {
            var address = recipient.Address;
            if (string.IsNullOrEmpty(address) && recipient.SessionId is { } id)
            {
                address = await _resolvers.AskFirstAsync(
                    (id, recipient.IsAuthenticated),
                    static async (resolver, who, cancellation) =>
                        await resolver.FindAddressAsync(who.id, who.IsAuthenticated, cancellation).ConfigureAwait(false) is { Length: > 0 } found ? found : null,
                    cancellation).ConfigureAwait(false);
                if (string.IsNullOrEmpty(address) && recipient.IsAuthenticated)
                    address = id;
            }

            if (string.IsNullOrEmpty(address))
                continue;
            if (RecipientMatcher.IsWord(address))
                address = _options.Complete(address);
            if (matcher.IsEmail(address) || (_options.UseShortAddress && RecipientMatcher.IsWord(address)))
                addresses.Add(recipient, address);
            else
                logger.LogDebug("'{Address}' of {Login} is no address for mails.", address, recipient.SessionId);
        }

        return addresses;
    }

    /// <summary>Who wants a style whose formatter fails gets plain text.</summary>
    private async ValueTask<Dictionary<string, string>> FormatAsync(
        Dictionary<string, string> styles, MailAddresses addresses, NotificationEvent notification, CancellationToken cancellation)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (format, formatter) in styles)
        {
            if (format != Plain && !addresses.Styles.ContainsKey(format))
                continue;
            try
            {
                var text = await formatters.AskOneAsync(
                    formatter,
                    (format, notification),
                    static (formatter, state, cancellation) => formatter.FormatAsync(Transport, state.format, state.notification, cancellation),
                    cancellation).ConfigureAwait(false);
                if (text is not null)
                    texts[format] = text;
            }
            catch (Exception failure) when (failure is TracException or ComponentFailedException && format != Plain)
            {
                logger.LogWarning("{Formatter} can't write {Format}: {Reason}; {Plain} is sent.", formatter, format, failure.Message, Plain);
            }
        }

        foreach (var format in addresses.Styles.Keys.Where(format => format != Plain && !texts.ContainsKey(format)).ToList())
            addresses.MoveTo(Plain, format);
        return texts;
    }

    private async ValueTask SendAsync(
        MailAddresses addresses, Dictionary<string, string> texts, NotificationEvent notification, CancellationToken cancellation)
    {
        // Also of an event that isn't said to repeat: a call that was cancelled between two messages is told again as if it were new.
        var had = notification.Number > 0
            ? await sent.ReadAsync(notification.Number, cancellation).ConfigureAwait(false)
            : SentMail.None;
        List<string> got = [], later = [];
        try
        {
            foreach (var (format, people) in addresses.Styles.OrderBy(style => style.Key, StringComparer.Ordinal))
            {
                if (!texts.TryGetValue(format, out var text))
                {
                    logger.LogWarning("No mail is sent as {Format} about {Realm}: its formatter gave none.", format, notification.Realm);
                    continue;
                }

                IReadOnlyList<EmailBody> bodies = format != Plain && texts.TryGetValue(Plain, out var plain)
                    ? [new EmailBody(Plain, plain), new EmailBody(format, text)]
                    : [new EmailBody(format, text)];
                var refused = await sending.SendAsync(
                    notification, bodies, addresses.Copies(people), addresses.BlindCopies(people), had.Addresses, cancellation).ConfigureAwait(false);
                later.AddRange(refused.Where(recipient => recipient.IsTemporary).Select(recipient => $"{recipient.Address}: {recipient.Reason}"));
                got.AddRange(people.Except(refused.Where(recipient => recipient.IsTemporary).Select(recipient => recipient.Address), StringComparer.Ordinal));
            }
        }
        catch (Exception failure) when (got.Count > 0 && failure is not UndeliverableException)
        {
            await sent.AddAsync(notification.Number, got, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        if (later.Count > 0)
            await WaitAsync(notification, had, got, later, cancellation).ConfigureAwait(false);
        else if (distributors.Components.Count > 1 || cancellation.IsCancellationRequested)
            await sent.AddAsync(notification.Number, got, CancellationToken.None).ConfigureAwait(false);
        else if (had.Since is not null)
            await sent.ForgetAsync(notification.Number, cancellation).ConfigureAwait(false);
    }

    /// <summary>Has the event told again for those whom the mail system doesn't take now, for some hours.</summary>
    private async ValueTask WaitAsync(
        NotificationEvent notification, SentMail had, List<string> got, List<string> later, CancellationToken cancellation)
    {
        if (notification.Number == 0 || !sent.MayWait(had))
        {
            logger.LogError("A mail about {Realm} {Ids} is given up: {Reasons}", notification.Realm, string.Join(',', notification.TargetIds), string.Join("; ", later));
            await sent.ForgetAsync(notification.Number, cancellation).ConfigureAwait(false);
            return;
        }

        await sent.AddAsync(notification.Number, got, CancellationToken.None).ConfigureAwait(false);
        throw new TracException(string.Create(
            CultureInfo.InvariantCulture, $"The mail system doesn't take the mail for {later.Count} of its recipients yet: {string.Join("; ", later)}"));
    }
}
