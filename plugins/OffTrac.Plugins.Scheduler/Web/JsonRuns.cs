using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Scheduler.Web;

/// <summary>Runs as a JSON array, written while they are read.</summary>
internal sealed class JsonRuns(RunPages pages) : IResult
{
    private const int FlushedAt = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        var json = new Utf8JsonWriter(response.BodyWriter, RunJson.Options);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartArray();
            await foreach (var run in pages.ReadAsync(cancellation).ConfigureAwait(false))
            {
                RunJson.Write(json, run, pages.HasOutput);
                if (json.BytesPending < FlushedAt)
                    continue;
                await json.FlushAsync(cancellation).ConfigureAwait(false);
                await response.BodyWriter.FlushAsync(cancellation).ConfigureAwait(false);
            }

            json.WriteEndArray();
        }
    }
}
