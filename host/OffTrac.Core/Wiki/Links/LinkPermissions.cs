using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Asks once for all resources that links of a text lead to.</summary>
internal static class LinkPermissions
{
    /// <summary>Those on which the user may do it.</summary>
    public static async ValueTask<IReadOnlySet<Resource>> CheckAsync(
        IPermissions permissions, string action, string user, IEnumerable<Resource> resources, CancellationToken cancellation)
    {
        Resource[] asked = [.. resources.Distinct()];
        var allowed = new HashSet<Resource>();
        if (asked.Length == 0)
            return allowed;
        var answers = await permissions.CheckManyAsync(action, user, asked, cancellation).ConfigureAwait(false);
        for (var i = 0; i < asked.Length; i++)
        {
            if (answers[i])
                allowed.Add(asked[i]);
        }

        return allowed;
    }
}
