using Microsoft.AspNetCore.Http;

namespace OffTrac.Host.Web;

/// <summary>Cookies with the attributes that Trac gives them: HttpOnly, the site's path, Secure if configured, no SameSite.</summary>
internal static class SiteCookies
{
    public static void Append(SiteRequest request, string name, string value, DateTimeOffset? expires, string? path = null, string? domain = null) =>
        request.HttpContext.Response.Cookies.Append(name, value, Attributes(request, expires, path, domain));

    public static void Expire(SiteRequest request, string name, string? path = null, string? domain = null) =>
        request.HttpContext.Response.Cookies.Append(name, "", Attributes(request, DateTimeOffset.UnixEpoch, path, domain));

    private static CookieOptions Attributes(SiteRequest request, DateTimeOffset? expires, string? path, string? domain) => new()
    {
        Path = !string.IsNullOrEmpty(path) ? path : request.Href(),
        Domain = string.IsNullOrEmpty(domain) ? null : domain,
        Expires = expires,
        HttpOnly = true,
        Secure = request.Site.Configuration.SecureCookies,
        SameSite = SameSiteMode.Unspecified,
    };
}
