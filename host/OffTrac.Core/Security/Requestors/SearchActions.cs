using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may search.</summary>
[Component("trac.search.web_ui.SearchModule")]
public sealed class SearchActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["SEARCH_VIEW"];
}
