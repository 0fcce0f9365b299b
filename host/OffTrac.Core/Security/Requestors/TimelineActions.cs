using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at the timeline.</summary>
[Component("trac.timeline.web_ui.TimelineModule")]
public sealed class TimelineActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["TIMELINE_VIEW"];
}
