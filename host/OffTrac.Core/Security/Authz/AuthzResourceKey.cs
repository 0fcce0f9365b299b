using System.Globalization;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Security.Authz;

/// <summary>What sections are compared with: <c>wiki:WikiStart@*/attachment:a.png@*</c>.</summary>
internal static class AuthzResourceKey
{
    public static string Of(Resource? resource)
    {
        if (resource is null)
            return "*:*@*";
        var own = string.Create(
            CultureInfo.InvariantCulture,
            $"{(resource.Realm.Length == 0 ? "*" : resource.Realm)}:{resource.Id ?? "*"}@{(resource.Version is null or 0 ? "*" : resource.Version)}");
        // As in Trac: of ticket:1 in ticket only the inner one is named.
        var parent = resource.Parent;
        while (parent is not null && string.Equals(parent.Realm, resource.Realm, StringComparison.Ordinal))
            parent = parent.Parent;
        return parent is null ? own : $"{Of(parent)}/{own}";
    }
}
