using OffTrac.Core.Resources;
using OffTrac.Core.Security.Requestors;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Resources;

/// <summary>Core's components that speak for resources, with links that everybody may follow.</summary>
internal static class TestSystems
{
    public static TicketSystem Tickets(IDatabase database) => new(database, new TicketLinks(database, new TestPermissions()));

    public static WikiSystem Wiki(IDatabase database, IEnvironmentConfiguration configuration) =>
        new(database, configuration, new PageLinks(new PageNames(database), new TestPermissions(), configuration));

    public static AttachmentModule Attachments(IDatabase database, IResources resources) =>
        new(database, resources, new AttachmentLinks(database, new TestPermissions(), resources));

    public static MilestoneLinks MilestoneLinks(IDatabase database, IEnvironmentConfiguration configuration) =>
        new(database, new TestPermissions(), configuration, TimeProvider.System);

    public static ReportActions Reports(IDatabase database) => new(new ReportLinks(database, new TestPermissions()));
}
