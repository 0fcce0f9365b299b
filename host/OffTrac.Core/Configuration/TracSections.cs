using System.Collections.Frozen;

namespace OffTrac.Core.Configuration;

/// <summary>The sections that Trac itself owns.</summary>
public static class TracSections
{
    private static readonly FrozenSet<string> s_names = FrozenSet.ToFrozenSet(
        [
            "attachment", "authz_policy", "browser", "changeset", "components", "extra-permissions", "git", "gitweb-repositories",
            "header_logo", "http-headers", "inherit", "intertrac", "interwiki", "logging", "mainnav", "metanav", "milestone",
            "milestone-groups", "mimeviewer", "notification", "notification-subscriber", "project", "pygments-lexer", "query", "report",
            "repositories", "revisionlog", "roadmap", "search", "sqlite", "svn", "svn:externals", "ticket", "ticket-custom", "ticket-workflow", "timeline", "trac",
            "versioncontrol", "wiki",
        ],
        StringComparer.Ordinal);

    public static bool Contains(string section) => s_names.Contains(section);
}
