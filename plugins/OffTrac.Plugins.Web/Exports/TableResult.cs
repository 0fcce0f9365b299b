using System.Text;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>A table as a file to be saved, written while its rows come. The first is awaited before the answer begins, so that an error can still be told.</summary>
internal sealed class TableResult(ExportFormat format, string name, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<string>> rows)
    : IResult, IStatusCodeHttpResult
{
    private const int Block = 32 * 1024;

    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var cancellation = httpContext.RequestAborted;
        var enumerator = rows.GetAsyncEnumerator(cancellation);
        await using (enumerator.ConfigureAwait(false))
        {
            var isMore = await enumerator.MoveNextAsync().ConfigureAwait(false);
            Begin(httpContext.Response);
            if (HttpMethods.IsHead(httpContext.Request.Method))
                return;
            var text = new StringBuilder("\ufeff");
            TextRow.Append(text, format.Separator, header);
            for (; isMore; isMore = await enumerator.MoveNextAsync().ConfigureAwait(false))
            {
                TextRow.Append(text, format.Separator, enumerator.Current);
                if (text.Length >= Block)
                    await SendAsync(httpContext.Response, text, cancellation).ConfigureAwait(false);
            }

            await SendAsync(httpContext.Response, text, cancellation).ConfigureAwait(false);
        }
    }

    private void Begin(HttpResponse response)
    {
        response.ContentType = $"{format.MediaType};charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={name}.{format.Extension}";
    }

    private static async Task SendAsync(HttpResponse response, StringBuilder text, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation).ConfigureAwait(false);
        text.Clear();
    }
}
