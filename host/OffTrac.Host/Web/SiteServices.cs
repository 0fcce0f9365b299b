using Microsoft.AspNetCore.Routing;
using OffTrac.Host.Web.Authentication;
using OffTrac.Host.Web.Templates;
using OffTrac.Sdk.Environments;

namespace OffTrac.Host.Web;

/// <summary>What the parts of the web server share.</summary>
internal sealed record SiteServices
{
    public required WebOptions Options { get; init; }

    public required IHost Identity { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }

    public required IInlineConstraintResolver Constraints { get; init; }

    public required TemplateEngine Templates { get; init; }

    /// <summary>The loaded plugins' folders, in the order of plugins.</summary>
    public required Func<IReadOnlyList<(string Plugin, string Folder)>> PluginFolders { get; init; }

    public required HttpAuthentication Authentication { get; init; }
}
