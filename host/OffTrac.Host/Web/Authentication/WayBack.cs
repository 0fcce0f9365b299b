using Microsoft.AspNetCore.Http;

namespace OffTrac.Host.Web.Authentication;

/// <summary>Where somebody came from before login or logout, if that is on this site; else the site's root.</summary>
internal static class WayBack
{
    public static async ValueTask<string> OfAsync(SiteRequest request, CancellationToken cancellation)
    {
        var home = request.AbsoluteHref();
        var referer = await RefererAsync(request.HttpContext.Request, cancellation).ConfigureAwait(false);
        if (string.IsNullOrEmpty(referer) || referer.Any(char.IsControl) || referer.Contains('\\', StringComparison.Ordinal))
            return home;
        var root = new Uri(home.EndsWith('/') ? home : home + "/");
        if (!Uri.TryCreate(root, referer, out var target) || target.Scheme is not ("http" or "https"))
            return home;
        var sameHost = string.Equals(target.Host, root.Host, StringComparison.OrdinalIgnoreCase) && PortOf(target) == PortOf(root) && target.UserInfo.Length == 0;
        var path = target.AbsolutePath + "/";
        if (!sameHost || !path.StartsWith(root.AbsolutePath, StringComparison.Ordinal))
            return home;
        // Back to the page for login would lead here again.
        var own = request.Root + request.Route.Pattern + "/";
        return path.StartsWith(own, StringComparison.Ordinal) ? home : root.GetLeftPart(UriPartial.Authority) + target.PathAndQuery + target.Fragment;
    }

    private static async ValueTask<string> RefererAsync(HttpRequest request, CancellationToken cancellation)
    {
        var argument = HttpMethods.IsPost(request.Method) && request.HasFormContentType
            ? (await request.ReadFormAsync(cancellation).ConfigureAwait(false))["referer"].ToString()
            : request.Query["referer"].ToString();
        return argument.Length > 0 ? argument : request.Headers.Referer.ToString();
    }

    /// <summary>Behind a proxy the scheme may differ from ours; then so do the default ports.</summary>
    private static int PortOf(Uri uri) => uri.IsDefaultPort ? 0 : uri.Port;
}
