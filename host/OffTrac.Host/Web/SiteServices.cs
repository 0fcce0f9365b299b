using Microsoft.AspNetCore.Routing;
using OffTrac.Host.Web.Authentication;
using OffTrac.Host.Web.Metrics;
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

    /// <summary>What is served.</summary>
    public required WebSource Source { get; init; }

    public required HttpAuthentication Authentication { get; init; }

    /// <summary>What <c>/metrics</c> shows.</summary>
    public required MeterReadings Meters { get; init; }
}
