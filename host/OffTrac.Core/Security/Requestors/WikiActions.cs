using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may do what with wiki pages.</summary>
[Component("trac.wiki.web_ui.WikiModule")]
public sealed class WikiActions : IPermissionRequestor
{
    private static readonly string[] s_actions =
        ["WIKI_CREATE", "WIKI_DELETE", "WIKI_MODIFY", "WIKI_RENAME", "WIKI_VIEW"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [.. s_actions, new PermissionAction { Name = "WIKI_ADMIN", Includes = s_actions }];
}
