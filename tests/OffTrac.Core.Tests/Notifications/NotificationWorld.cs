using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Notifications;
using OffTrac.Core.Security;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>The golden environment with all of Trac's notification components and a sender that keeps what it gets.</summary>
internal sealed class NotificationWorld : IAsyncDisposable
{
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
            environment, points.Get<IEmailDecorator>(), points.Get<IEmailSender>(), stores.Time, NullLogger<EmailSending>.Instance);
        points.Add(EmailDistributor.Name, new EmailDistributor(
            environment, sessions, points.Get<INotificationFormatter>(), points.Get<INotificationDistributor>(),
            points.Get<IEmailAddressResolver>(), sending, new SentMails(database, stores.Time), NullLogger<EmailDistributor>.Instance));
        System = new NotificationSystem(environment, Dispatch, stores.Tickets);
    }

    public Stores Stores { get; }

    public CapturingSender Sender { get; } = new();

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

    public ValueTask DisposeAsync() => Stores.DisposeAsync();
}
