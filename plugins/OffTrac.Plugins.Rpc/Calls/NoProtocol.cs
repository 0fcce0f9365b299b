using System.Text;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>The answer to a program whose content type no protocol takes, letter by letter as TracXMLRPC gives it. The body stays unread.</summary>
internal sealed class NoProtocol : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status415UnsupportedMediaType;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var text = Encoding.UTF8.GetBytes($"No protocol matching Content-Type '{request.ContentType}' at path '{request.Path.Value}'.");
        response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        response.ContentType = "text/plain;charset=utf-8";
        response.ContentLength = text.Length;
        response.Headers.Connection = "close";
        await response.Body.WriteAsync(text, httpContext.RequestAborted).ConfigureAwait(false);
    }
}
