using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Notifications;
using OffTrac.Core.Security;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tests.Deliveries;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>The golden environment with all of Trac's notification components and a sender that keeps what it gets.</summary>
internal sealed class NotificationWorld : IAsyncDisposable
{
    private SmtpEmailSender? _sender;

    private NotificationWorld(Stores stores)
    {
        Stores = stores;
        var (environment, points, database) = (stores.Environment, stores.Points, stores.Database);
        stores.Ini["notification", "smtp_enabled"] = "enabled";
        stores.Ini["notification", "email_sender"] = nameof(CapturingSender);
        var sessions = new SessionStore(database, stores.Ini, stores.Time);
        var subscriptions = new NotificationSubscriptions(environment, database, sessions, NullLogger<NotificationSubscriptions>.Instance);
        Dispatch = new NotificationDispatch(
            environment, points.Get<INotificationSubscriber>(), points.Get<INotificationDistributor>(), sessions);
        var priorities = new TicketPriorities(database);
        points.Add("trac.perm.DefaultPermissionStore", new DefaultPermissionStore(database, points.Get<IPermissionGroupProvider>()));
        points.Add("trac.notification.mail.AlwaysEmailSubscriber", new AlwaysEmailSubscriber(environment, sessions));
        points.Add("trac.notification.mail.FromAuthorEmailDecorator", new FromAuthorEmailDecorator(environment, sessions));
        points.Add("trac.notification.mail.SessionEmailResolver", new SessionEmailResolver(sessions));
        points.Add("trac.ticket.notification.TicketFormatter", new TicketFormatter(
            environment, stores.Fields, sessions, priorities, stores.Time, NullLogger<TicketFormatter>.Instance));
        points.Add("trac.ticket.notification.CarbonCopySubscriber", new CarbonCopySubscriber(
            environment, subscriptions, points.Get<IPermissionStore>()));
        points.Add("trac.ticket.notification.NewTicketSubscriber", new NewTicketSubscriber(subscriptions));
        points.Add("trac.ticket.notification.TicketOwnerSubscriber", new TicketOwnerSubscriber(subscriptions));
        points.Add("trac.ticket.notification.TicketPreviousUpdatersSubscriber", new TicketPreviousUpdatersSubscriber(database, subscriptions));
        points.Add("trac.ticket.notification.TicketReporterSubscriber", new TicketReporterSubscriber(subscriptions));
        points.Add("trac.ticket.notification.TicketUpdaterSubscriber", new TicketUpdaterSubscriber(subscriptions));
        points.Add("test.CapturingSender", Sender);
        var sending = new EmailSending(
            environment, points.Get<IEmailDecorator>(), points.Get<IEmailSender>(), stores.Time, Log);
        points.Add(EmailDistributor.Name, new EmailDistributor(
            environment, sessions, points.Get<INotificationFormatter>(), points.Get<INotificationDistributor>(),
            points.Get<IEmailAddressResolver>(), sending, new SentMails(database, stores.Time), NullLogger<EmailDistributor>.Instance));
        System = new NotificationSystem(environment, Dispatch, stores.Tickets);
    }

    public Stores Stores { get; }

    public CapturingSender Sender { get; } = new();

    /// <summary>What is said of mails that somebody doesn't get.</summary>
    public LogLines<EmailSending> Log { get; } = new();

    public NotificationDispatch Dispatch { get; }

    public NotificationSystem System { get; }

    public static async Task<NotificationWorld> GoldenAsync(TestEngine engine) => new(await Stores.GoldenAsync(engine));

    /// <summary>Tells the notification of all that was committed since the last time.</summary>
    public async Task NotifyAsync()
    {
        var committed = Stores.Recorder.Committed;
        Stores.Recorder.Clear();
        foreach (var change in committed)
            await TellAsync(change);
    }

    public ValueTask TellAsync(ChangeEvent change) => change switch
    {
        TicketCreated created => System.TicketCreatedAsync(created, default),
        TicketChanged changed => System.TicketChangedAsync(changed, default),
        TicketsChanged changed => System.TicketsChangedAsync(changed, default),
        AttachmentAdded added => System.AttachmentAddedAsync(added, default),
        AttachmentDeleted deleted => System.AttachmentDeletedAsync(deleted, default),
        _ => default,
    };

    /// <summary>Has events of tickets wait in the database until they are told, as they do in a host.</summary>
    public DeliveryWorld Durable(DeliverySettings? settings = null)
    {
        var deliveries = new DeliveryWorld(Stores.Database, settings);
        deliveries.Enable((NotificationSystem.Name, System, Delivery.Durable));
        Stores.Recorder.Next = deliveries.Recorder;
        return deliveries;
    }

    /// <summary>Has mails sent to a server of this machine.</summary>
    public LogLines<SmtpEmailSender> UseSmtp(int port)
    {
        var log = new LogLines<SmtpEmailSender>();
        _sender = new SmtpEmailSender(Stores.Environment, log);
        Stores.Points.Add("trac.notification.mail.SmtpEmailSender", _sender);
        Stores.Ini["notification", "email_sender"] = nameof(SmtpEmailSender);
        Stores.Ini["notification", "smtp_server"] = "127.0.0.1";
        Stores.Ini["notification", "smtp_port"] = port.ToString(CultureInfo.InvariantCulture);
        return log;
    }

    public ValueTask DisposeAsync()
    {
        _sender?.Dispose();
        return Stores.DisposeAsync();
    }
}
