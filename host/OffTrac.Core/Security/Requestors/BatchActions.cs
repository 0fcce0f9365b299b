using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may change many tickets at once.</summary>
[Component("trac.ticket.batch.BatchModifyModule")]
public sealed class BatchActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
    [
        new PermissionAction { Name = "TICKET_BATCH_MODIFY", Includes = ["TICKET_MODIFY"] },
        new PermissionAction { Name = "TICKET_ADMIN", Includes = ["TICKET_BATCH_MODIFY"] },
    ];
}
