using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Section <c>[wiki]</c> as Trac reads it, with Trac's defaults.</summary>
internal sealed class WikiOptions(IEnvironmentConfiguration configuration)
{
    private const string Section = "wiki";

    private static readonly string[] s_safeSchemes =
    [
        "cvs", "file", "ftp", "git", "irc", "http", "https", "news", "sftp", "smb", "ssh", "svn", "svn+ssh",
    ];

    private static readonly string[] s_safeOrigins = ["data:"];

    public IReadOnlyList<string> SafeSchemes => configuration.GetList(Section, "safe_schemes", s_safeSchemes);

    public IReadOnlyList<string> SafeOrigins => configuration.GetList(Section, "safe_origins", s_safeOrigins);

    public bool RendersUnsafeContent => configuration.GetBool(Section, "render_unsafe_content", other: false);

    public bool IgnoresMissingPages => configuration.GetBool(Section, "ignore_missing_pages", other: false);

    public bool SplitsPageNames => configuration.GetBool(Section, "split_page_names", other: false);
}
