using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at the roadmap.</summary>
[Component("trac.ticket.roadmap.RoadmapModule")]
public sealed class RoadmapActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
    [
        "ROADMAP_VIEW",
        new PermissionAction
        {
            Name = "ROADMAP_ADMIN",
            Includes = ["MILESTONE_CREATE", "MILESTONE_DELETE", "MILESTONE_MODIFY", "MILESTONE_VIEW", "ROADMAP_VIEW"],
        },
    ];
}
