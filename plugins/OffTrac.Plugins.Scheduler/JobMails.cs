using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Notices;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Who gets mails about jobs, and what they say.</summary>
[Component("offtrac.scheduler.Mails")]
public sealed class JobMails(IEnvironment environment, IOptionsMonitor<SchedulerOptions> options)
    : INotificationSubscriber, INotificationFormatter, IEmailDecorator, ISchemaOwner
{
    private const string Transport = "email";
    private const string Plain = "text/plain";

    private static readonly NotificationStyle[] s_styles = [new(Plain, JobNotice.JobRealm)];

    public DatabaseSchema Schema => NoticeClaims.Schema;

    public ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation) =>
        new(notification is JobNotice ? [.. options.CurrentValue.Notify.Distinct(StringComparer.Ordinal).Select(Of)] : []);

    public IReadOnlyList<NotificationStyle> GetStyles(string transport) => transport is Transport ? s_styles : [];

    public ValueTask<string?> FormatAsync(string transport, string format, NotificationEvent notification, CancellationToken cancellation) =>
        new((notification as JobNotice)?.Text(environment.Name, environment.BaseUrl));

    public ValueTask<EmailMessage> DecorateAsync(NotificationEvent notification, EmailMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(notification is JobNotice notice ? message.With("Subject", $"{Prefix}{notice.Headline}") : message);
    }

    private string Prefix => environment.Configuration.Get("notification", "smtp_subject_prefix") switch
    {
        null or "__default__" => $"[{environment.ProjectName}] ",
        "" => "",
        var prefix => prefix + " ",
    };

    /// <summary>A login's address is in its preferences.</summary>
    private static NotificationSubscription Of(string person)
    {
        var isAddress = person.Contains('@', StringComparison.Ordinal);
        return new NotificationSubscription
        {
            Subscriber = nameof(JobMails),
            Address = isAddress ? person : null,
            SessionId = isAddress ? null : person,
            IsAuthenticated = !isAddress,
            Format = Plain,
        };
    }
}
