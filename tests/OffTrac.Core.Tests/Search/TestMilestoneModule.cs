using OffTrac.Core.Resources;
using OffTrac.Core.Search;
using OffTrac.Core.Tests.Resources;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Search;

/// <summary>The module of milestones where everybody may see everything.</summary>
internal static class TestMilestoneModule
{
    public static MilestoneModule Of(IDatabase database, IResources resources, IEnvironmentConfiguration configuration)
    {
        var permissions = new TestPermissions();
        return new MilestoneModule(
            database, new MilestoneSearch(database, permissions, new AttachmentSearch(database, permissions, resources), TimeProvider.System),
            TestSystems.MilestoneLinks(database, configuration));
    }
}
