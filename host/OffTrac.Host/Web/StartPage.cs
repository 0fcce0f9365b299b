using Microsoft.AspNetCore.Http;
using OffTrac.Host.Web.Routing;

namespace OffTrac.Host.Web;

/// <summary>
/// Which of the components with a route <c>/</c> answers there: the session's <c>default_handler</c>, else that of <c>[trac]</c>, by Trac's
/// short names; else the first.
/// </summary>
internal static class StartPage
{
    public static async ValueTask<RouteMatch> ChooseAsync(SiteRequest request, RouteTable table, CancellationToken cancellation)
    {
        var method = request.HttpContext.Request.Method;
        var possible = table.StartPages.Where(entry => entry.Accepts(method)).ToArray();
        if (possible.Length == 0)
            return table.MatchStart(method);
        string? wished = null;
        if (request.Site.Served is not null && request.WebSession.MayHaveValues)
            wished = (await request.WebSession.GetValuesAsync(cancellation).ConfigureAwait(false)).GetValueOrDefault("default_handler");
        var entry = Find(possible, wished) ?? Find(possible, request.Site.Configuration.Get("trac", "default_handler") ?? "WikiModule") ?? possible[0];
        return new RouteMatch { Entry = entry };
    }

    private static RouteEntry? Find(RouteEntry[] entries, string? name) =>
        string.IsNullOrWhiteSpace(name)
            ? null
            : Array.Find(entries, entry => string.Equals(entry.Component, name.Trim(), StringComparison.OrdinalIgnoreCase)
                || entry.Component.EndsWith("." + name.Trim(), StringComparison.OrdinalIgnoreCase));
}
