using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Notifications;

/// <summary>Writes mails about tickets: their text, and the headers by which mail programs know the ticket and what answers what.</summary>
[Component("trac.ticket.notification.TicketFormatter")]
public sealed class TicketFormatter(
    IEnvironment environment,
    ITicketFields fields,
    ISessionStore sessions,
    TicketPriorities priorities,
    TimeProvider time,
    ILogger<TicketFormatter> logger) : INotificationFormatter, IEmailDecorator
{
    private static readonly NotificationStyle[] s_styles = [new("text/plain", "ticket")];

    private readonly NotificationOptions _options = new(environment);

    public IReadOnlyList<NotificationStyle> GetStyles(string transport) => s_styles;

    public async ValueTask<string?> FormatAsync(
        string transport, string format, NotificationEvent notification, CancellationToken cancellation) => notification switch
        {
            TicketBatchNotification batch => await FormatAsync(batch, cancellation).ConfigureAwait(false),
            TicketNotification change => await FormatAsync(change, cancellation).ConfigureAwait(false),
            _ => null,
        };

    public async ValueTask<EmailMessage> DecorateAsync(NotificationEvent notification, EmailMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (notification is not (TicketNotification or TicketBatchNotification))
            return message;
        var matcher = new RecipientMatcher(_options, await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false));
        var author = _options.IsFromAuthor ? matcher.MatchAuthor(notification.Author)?.Address : null;
        var sender = author ?? (_options.From.Length > 0 ? _options.From : _options.ReplyTo);
        if (notification is TicketNotification change)
            return Decorate(change, message, matcher, sender);
        var ids = await priorities.SortAsync(notification.TargetIds, cancellation).ConfigureAwait(false);
        var subject = Subject("batch_subject_template", _options.BatchSubject, "${prefix} Batch modify: ${tickets_descr}", name => name switch
        {
            "tickets_descr" => Named(ids),
            _ => ValueOf(name),
        });
        return message
            .With("Subject", Shortened(subject))
            .With("Message-ID", MessageId.Of(_options, string.Join(',', ids), sender, notification.Time, more: null));
    }

    private async ValueTask<string> FormatAsync(TicketNotification change, CancellationToken cancellation)
    {
        var authors = new PlainAuthors(environment, await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false));
        var text = new TicketChangeText(
            change,
            await fields.GetFieldsAsync(cancellation).ConfigureAwait(false),
            new CustomDefaults(time),
            authors,
            TracTimeZone.Find(environment.Configuration.Get("trac", "default_timezone")) ?? time.LocalTimeZone,
            _options.IsAmbiguousWide);
        var link = LinkOf(change.Ticket.Id);
        var (body, isNumbered) = change.Category switch
        {
            "created" => (text.Description(), false),
            "attachment added" => (text.Attached(isAdded: true), false),
            "attachment deleted" => (text.Attached(isAdded: false), false),
            _ => (text.Change(), change.CommentNumber is not null),
        };
        if (isNumbered)
            link += string.Create(CultureInfo.InvariantCulture, $"#comment:{change.CommentNumber}");
        return $"{text.Head()}{body}{Footer("Ticket", link)}";
    }

    private async ValueTask<string> FormatAsync(TicketBatchNotification batch, CancellationToken cancellation)
    {
        var ids = await priorities.SortAsync(batch.TargetIds, cancellation).ConfigureAwait(false);
        var text = new StringBuilder($"Batch modification to {Named(ids)} by {batch.Author}:\n");

        // Trac writes None for the milestone of tickets that have none any more.
        text.AppendJoin('\n', batch.NewValues.Select(value => $"{value.Key} to {value.Value ?? "None"}")).Append('\n');
        if (!string.IsNullOrEmpty(batch.Action))
            text.Append(CultureInfo.InvariantCulture, $"Action: {batch.Action}\n");
        if (!string.IsNullOrEmpty(batch.Comment))
            text.Append(CultureInfo.InvariantCulture, $"Comment:\n{batch.Comment}\n");
        var query = $"{environment.BaseUrl}/query?id={string.Join("%2C", ids)}";
        return text.Append(Footer("Tickets", query)).ToString();
    }

    private EmailMessage Decorate(TicketNotification change, EmailMessage message, RecipientMatcher matcher, string sender)
    {
        var ticket = change.Ticket;
        var target = ticket.Id.ToString("D8", CultureInfo.InvariantCulture);
        var id = MessageId.Of(_options, target, sender, time: null, ticket.Reporter);
        var url = LinkOf(ticket.Id);
        if (change.Category is not "created")
        {
            message = message.With("In-Reply-To", id).With("References", id);
            id = MessageId.Of(_options, target, sender, change.Time, ticket.Reporter);
            if (change.CommentNumber is { } number)
                url += string.Create(CultureInfo.InvariantCulture, $"#comment:{number}");
        }

        message = message
            .With("X-Trac-Ticket-ID", ticket.Id.ToString(CultureInfo.InvariantCulture))
            .With("X-Trac-Ticket-URL", url);
        if (_options.UsePublicCc)
            message = Address(change, message, matcher);
        return message.With("Subject", SubjectOf(change)).With("Message-ID", id);
    }

    /// <summary>Owner, reporter and author are spoken to; others get a copy.</summary>
    private static EmailMessage Address(TicketNotification change, EmailMessage message, RecipientMatcher matcher)
    {
        var involved = new[] { change.Ticket.Owner, change.Ticket.Reporter, change.Author }
            .Select(person => matcher.Match(person)?.Address)
            .ToHashSet(StringComparer.Ordinal);
        var copies = message.Find("Cc")?.Addresses ?? [];
        var spokenTo = copies.Where(copy => involved.Contains(copy.Address)).OrderBy(copy => copy.Address, StringComparer.Ordinal).ToList();
        if (spokenTo.Count == 0)
            return message;
        var others = copies.Where(copy => !involved.Contains(copy.Address)).ToList();
        message = others.Count > 0 ? message.With("Cc", others) : message.Without("Cc");
        return message.With("To", spokenTo);
    }

    private string SubjectOf(TicketNotification change)
    {
        var ticket = change.Ticket;
        var summary = change.OldValues.TryGetValue("summary", out var before) ? $"{ticket.Summary} (was: {before})" : ticket.Summary;
        var subject = Subject("ticket_subject_template", _options.TicketSubject, "${prefix} #${ticket.id}: ${summary}", name => name switch
        {
            "summary" => summary,
            "ticket.id" => ticket.Id.ToString(CultureInfo.InvariantCulture),
            _ when name.StartsWith("ticket.", StringComparison.Ordinal) => ticket.Values[name["ticket.".Length..]],
            _ => ValueOf(name),
        });
        return change.Category is "created" ? subject : $"Re: {subject}";
    }

    private string Subject(string option, string template, string usual, Func<string, string?> value)
    {
        if (SubjectTemplate.Fill(template, value) is { } subject)
            return TracText.Strip(subject);
        logger.LogWarning(
            "[notification] {Option} = {Template} holds more than variables such as ${{ticket.id}}; {Usual} is taken.", option, template, usual);
        return TracText.Strip(SubjectTemplate.Fill(usual, value)!);
    }

    private string? ValueOf(string name) => name switch
    {
        "prefix" => _options.SubjectPrefix,
        "env.project_name" => _options.ProjectName,
        "env.project_description" => _options.ProjectDescription,
        "env.project_url" => _options.ProjectUrl,
        _ => null,
    };

    private string Footer(string what, string link)
    {
        var project = _options.ProjectUrl.Length > 0 ? _options.ProjectUrl : environment.BaseUrl;
        return $"-- \n{what} URL: <{link}>\n{_options.ProjectName} <{project}>\n{_options.ProjectDescription}";
    }

    private string LinkOf(int id) => string.Create(CultureInfo.InvariantCulture, $"{environment.BaseUrl}/ticket/{id}");

    private static string Named(IReadOnlyList<int> ids) => string.Join(", ", ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"#{id}")));

    private static string Shortened(string subject)
    {
        const int Most = 75;
        const string Rest = " ...";
        if (TracText.Length(subject) <= Most)
            return subject;
        var text = string.Concat(subject.EnumerateRunes().Take(Most - Rest.Length));
        var cut = text.LastIndexOfAny([' ', '\n']);
        return (cut < 0 ? text : text[..cut]) + Rest;
    }
}
