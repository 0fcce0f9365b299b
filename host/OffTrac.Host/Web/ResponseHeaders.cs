using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OffTrac.Host.Web;

/// <summary>What every answer carries: protection in browsers, the site's <c>[http-headers]</c>, redirects as Trac writes them.</summary>
internal static class ResponseHeaders
{
    private static readonly FrozenSet<string> s_reserved = FrozenSet.ToFrozenSet(
        ["content-type", "content-length", "location", "etag", "pragma", "cache-control", "expires"], StringComparer.OrdinalIgnoreCase);

    public static void SetSecurity(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "same-origin";
    }

    public static void Prepare(SiteRequest request)
    {
        foreach (var (name, value) in request.Site.Configuration.Section("http-headers"))
        {
            if (IsPossible(name, value))
                request.HttpContext.Response.Headers[name] = value;
        }
        request.HttpContext.Response.OnStarting(static state => FinishAsync((SiteRequest)state), request);
    }

    /// <summary>Whether an option of <c>[http-headers]</c> can be a header (RFC 9110, 5.6.2), and not one that is ours to set.</summary>
    public static bool IsPossible(string name, string value) =>
        name.Length > 0
        && !s_reserved.Contains(name)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && !value.Any(c => char.IsControl(c) || c > '~');

    /// <summary>A redirect has an absolute address, and after a form 303 instead of 302.</summary>
    private static Task FinishAsync(SiteRequest request)
    {
        var response = request.HttpContext.Response;
        if (StringValues.IsNullOrEmpty(response.Headers.Location))
            return Task.CompletedTask;
        if (response.StatusCode == StatusCodes.Status302Found && HttpMethods.IsPost(request.HttpContext.Request.Method))
            response.StatusCode = StatusCodes.Status303SeeOther;
        var location = response.Headers.Location.ToString();
        if (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal))
            response.Headers.Location = $"{request.Origin.Scheme}://{request.Origin.Host}{location}";
        return Task.CompletedTask;
    }
}
