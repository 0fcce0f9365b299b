using Autofac;
using Microsoft.Extensions.Options;
using OffTrac.Core.Attachments;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Core.Environments;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Deliveries.Watching;
using OffTrac.Core.Milestones;
using OffTrac.Core.Mimeview;
using OffTrac.Core.Notifications;
using OffTrac.Core.Queries;
using OffTrac.Core.Reports;
using OffTrac.Core.Resources;
using OffTrac.Core.Security;
using OffTrac.Core.Search;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tickets;
using OffTrac.Core.Wiki;
using OffTrac.Core.Wiki.Rendering;
using OffTrac.Core.Wiki.Links;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Host.Components;
using OffTrac.Host.Hosting;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Mimeview;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Environments;

/// <summary>The container of one open environment: everything of Core that belongs to it. No type of a plugin ever gets in.</summary>
internal static class CoreServices
{
    public static IContainer Build(OpenedEnvironment opened, EnvironmentConfiguration configuration, IExtensionPoints points, HostContext host)
    {
        var builder = new ContainerBuilder();
        builder.RegisterInstance(opened.Environment).AsSelf().As<IEnvironment>().ExternallyOwned();
        builder.RegisterInstance(opened.Database).AsSelf().As<IDatabase>().ExternallyOwned();
        builder.RegisterInstance(configuration).AsSelf().As<IEnvironmentConfiguration>().ExternallyOwned();
        builder.RegisterInstance(points).As<IExtensionPoints>().ExternallyOwned();
        builder.RegisterInstance(host.Time).ExternallyOwned();
        builder.RegisterInstance(host.Identity).As<IHost>().ExternallyOwned();
        builder.RegisterInstance(host.Loggers).ExternallyOwned();
        builder.RegisterInstance(host.Loggers.CreateLogger("OffTrac." + opened.Environment.Name)).As<ILogger>().ExternallyOwned();
        builder.RegisterGeneric(typeof(Logger<>)).As(typeof(ILogger<>)).SingleInstance();
        builder.RegisterGeneric(typeof(Core.Configuration.OptionsMonitor<>)).As(typeof(IOptionsMonitor<>)).SingleInstance();
        builder.RegisterGeneric(static (context, types, _) => ExtensionPointBridge.Get(context.Resolve<IExtensionPoints>(), types[0]))
            .As(typeof(IExtensionPoint<>)).As(typeof(IComponentPoint<>)).ExternallyOwned();
        RegisterDomain(builder);
        return builder.Build();
    }

    private static void RegisterDomain(ContainerBuilder builder)
    {
        builder.RegisterType<PermissionSystem>().AsSelf().As<IPermissions>().SingleInstance();
        builder.RegisterType<PermissionAdministration>().SingleInstance();
        builder.RegisterType<SessionStore>().AsSelf().As<ISessionStore>().SingleInstance();
        builder.RegisterType<UserTimes>().As<IUserTimes>().SingleInstance();
        builder.RegisterType<SearchSystem>().As<ISearch>().SingleInstance();
        builder.RegisterType<Authors>().As<IAuthors>().SingleInstance();
        builder.RegisterType<AttachmentSearch>().SingleInstance();
        builder.RegisterType<MilestoneSearch>().SingleInstance();
        builder.RegisterType<ResourceSystem>().AsSelf().As<IResources>().SingleInstance();
        builder.RegisterType<DeliverySignal>().SingleInstance();
        builder.RegisterType<ChangeRecorder>().AsSelf().As<IChangeRecorder>().SingleInstance();
        builder.RegisterType<ForeignChanges>().SingleInstance();
        builder.RegisterType<DatabaseWatch>().SingleInstance();
        builder.RegisterType<DeliverySettings>().SingleInstance();
        builder.RegisterType<DeliveryDispatcher>().SingleInstance();
        builder.RegisterType<DeliveryQueue>().AsSelf().As<IDeliveries>().SingleInstance();
        builder.RegisterType<AttachmentFiles>().SingleInstance();
        builder.RegisterType<AttachmentStore>().AsSelf().As<IAttachmentStore>().SingleInstance();
        builder.RegisterType<TicketWorkflow>().AsSelf().As<ITicketWorkflow>().SingleInstance();
        builder.RegisterType<AttachmentEditor>().AsSelf().As<IAttachmentEditor>().SingleInstance();
        builder.RegisterType<TicketFields>().AsSelf().As<ITicketFields>().SingleInstance();
        builder.RegisterType<TicketStore>().AsSelf().As<ITicketStore>().SingleInstance();
        builder.RegisterType<ReportStore>().As<IReportStore>().SingleInstance();
        builder.RegisterType<ReportSystem>().As<IReports>().SingleInstance();
        builder.RegisterType<TicketQueries>().As<ITicketQueries>().SingleInstance();
        builder.RegisterType<TicketEditor>().AsSelf().As<ITicketEditor>().SingleInstance();
        builder.RegisterType<TicketHistory>().AsSelf().As<ITicketHistory>().SingleInstance();
        builder.RegisterType<TicketComponentStore>().As<ITicketComponentStore>().SingleInstance();
        builder.RegisterType<TicketVersionStore>().As<ITicketVersionStore>().SingleInstance();
        builder.RegisterType<TicketEnumStore>().As<ITicketEnumStore>().SingleInstance();
        builder.RegisterType<MilestoneStore>().As<IMilestoneStore>().SingleInstance();
        builder.RegisterType<PageNames>().SingleInstance();
        builder.RegisterType<PageLinks>().SingleInstance();
        builder.RegisterType<TicketLinks>().SingleInstance();
        builder.RegisterType<MilestoneLinks>().SingleInstance();
        builder.RegisterType<AttachmentLinks>().SingleInstance();
        builder.RegisterType<ReportLinks>().SingleInstance();
        builder.RegisterType<RelativeLinks>().SingleInstance();
        builder.RegisterType<ExternalLinks>().SingleInstance();
        builder.RegisterType<MailLinks>().SingleInstance();
        builder.RegisterType<InterTrac>().SingleInstance();
        builder.RegisterType<InterWiki>().AsSelf().As<IInterWiki>().SingleInstance();
        builder.RegisterType<WikiLinks>().SingleInstance();
        builder.RegisterType<MimeviewSystem>().AsSelf().As<IMimeview>().SingleInstance();
        builder.RegisterType<HtmlSanitizer>().AsSelf().As<IHtmlSanitizer>().SingleInstance();
        builder.RegisterType<NotificationSubscriptions>().As<INotificationSubscriptions>().SingleInstance();
        builder.RegisterType<NotificationDispatch>().AsSelf().As<INotifications>().SingleInstance();
        builder.RegisterType<TicketPriorities>().SingleInstance();
        builder.RegisterType<EmailSending>().SingleInstance();
        builder.RegisterType<SentMails>().SingleInstance();
        builder.RegisterType<MilestoneEditor>().AsSelf().As<IMilestoneEditor>().SingleInstance();
        builder.RegisterType<WikiRenderer>().As<IWikiRenderer>().SingleInstance();
        builder.RegisterType<WikiEditor>().AsSelf().As<IWikiEditor>().SingleInstance();
        builder.RegisterType<WikiStore>().AsSelf().As<IWikiStore>().SingleInstance();
    }
}
