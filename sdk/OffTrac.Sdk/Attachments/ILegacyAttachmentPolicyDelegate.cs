using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Sdk.Attachments;

/// <summary>
/// Says who may do what with attachments of things other than tickets, wiki pages and milestones. Asked by Trac's
/// <c>LegacyAttachmentPolicy</c>; the first that decides counts. As in Trac.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface ILegacyAttachmentPolicyDelegate
{
    /// <summary>Its opinion.</summary>
    /// <param name="action"><c>ATTACHMENT_VIEW</c>, <c>ATTACHMENT_CREATE</c> or <c>ATTACHMENT_DELETE</c>.</param>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="attachment">The attachment, with what it belongs to as parent.</param>
    /// <param name="permissions">For further questions.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<PermissionDecision> CheckAttachmentPermissionAsync(
        string action, string user, Resource attachment, IPermissions permissions, CancellationToken cancellation);
}
