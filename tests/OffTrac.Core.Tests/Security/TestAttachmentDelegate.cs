using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Tests.Security;

internal sealed class TestAttachmentDelegate(Func<string, string, PermissionDecision> decide) : ILegacyAttachmentPolicyDelegate
{
    public ValueTask<PermissionDecision> CheckAttachmentPermissionAsync(
        string action, string user, Resource attachment, IPermissions permissions, CancellationToken cancellation) => new(decide(action, user));
}
