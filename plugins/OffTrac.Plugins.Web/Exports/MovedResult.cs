using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>Sends the browser to another address of this environment, as Trac does.</summary>
internal sealed class MovedResult(string address) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode { get; init; } = StatusCodes.Status302Found;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = StatusCode ?? StatusCodes.Status302Found;
        httpContext.Response.ContentType = "text/plain";
        httpContext.Response.Headers.Location = address;
        httpContext.Response.Headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }
}
