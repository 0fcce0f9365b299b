using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web.Templates;

/// <summary>A page: a template and what it shows.</summary>
internal sealed class PageResult(SiteRequest request, TemplateLookup lookup, string template, PageData data, int status)
    : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var html = request.Templates.Render(lookup, template, PageChrome.Of(request), data);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "must-revalidate";
        response.Headers.Expires = "Fri, 01 Jan 1999 00:00:00 GMT";
        if (HttpMethods.IsPost(httpContext.Request.Method))
            response.Headers["X-XSS-Protection"] = "0";
        return response.WriteAsync(html, httpContext.RequestAborted);
    }
}
