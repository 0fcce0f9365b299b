using Microsoft.AspNetCore.Http;
using OffTrac.Host.Web.Health;
using OffTrac.Host.Web.Metrics;
using OffTrac.Host.Web.Routing;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web;

/// <summary>The few pages that are the host's own: <c>/health</c>, <c>/metrics</c>, the list of environments, and a start page where no component has one.</summary>
internal sealed class HostPages(Sites sites, SiteServices services)
{
    private readonly HealthPage _health = new(sites, services);
    private readonly MetricsPage _metrics = new(services.Options, services.Meters);

    /// <summary>Whether a page at the root of the host has this name.</summary>
    public static bool IsName(string segment) => segment is "health" or "metrics";

    /// <summary>Answers at the root of the host. False when the path is somebody else's.</summary>
    public async ValueTask<bool> TryAnswerAsync(SiteRequest request, RequestPath path, SitePlace place)
    {
        if (place.Site.Served is not null || path.Segments.Count != place.First + 1 || !IsName(path.Segments[place.First]) || path.EndsWithSlash)
            return false;
        var context = request.HttpContext;
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await (path.Segments[place.First] is "health" ? _health.AnswerAsync(context) : _metrics.AnswerAsync(context)).ConfigureAwait(false);
            return true;
        }
        context.Response.Headers.Allow = "GET, HEAD, OPTIONS";
        context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        return true;
    }

    /// <summary>Answers at the root of a site that no component answers at.</summary>
    public async ValueTask<bool> TryAnswerStartAsync(SiteRequest request)
    {
        var context = request.HttpContext;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return false;
        var page = request.Site.Served is null ? Environments(request) : Start(request);
        await page.ExecuteAsync(context).ConfigureAwait(false);
        return true;
    }

    private IResult Environments(SiteRequest request) => request.Page("environments.hbs", new PageData()
        .Add("title", "Environments")
        .Add("environments", sites.Environments.Select(site => new PageData()
            .Add("name", site.Name)
            .Add("href", request.Href(site.Name))
            .Add("project", site.Served is { Problem: null } open ? open.Environment.ProjectName : site.Name)
            .Add("description", site.Configuration.Get("project", "descr"))
            .Add("problem", site.Served!.Problem is null ? null : "not available"))));

    private static IResult Start(SiteRequest request) => request.Page("start.hbs", new PageData()
        .Add("title", request.Environment!.ProjectName)
        .Add("login", request.CanLogIn ? request.Href("login") : null)
        .Add("logout", request.Href("logout")));
}
