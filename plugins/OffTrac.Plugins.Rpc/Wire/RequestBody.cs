using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>
/// A request's body, taken in as a whole before it is read: a large one to a temporary file. A slow client so holds a socket and a file,
/// nothing else, and what follows needs not wait.
/// </summary>
internal static class RequestBody
{
    private const int MemoryLimit = 64 * 1024;

    /// <returns>The body at its beginning; it goes with the request.</returns>
    /// <exception cref="TracException">The disk is full.</exception>
    public static async ValueTask<Stream> TakeAsync(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering(MemoryLimit);
        try
        {
            await request.Body.DrainAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !cancellation.IsCancellationRequested)
        {
            throw new TracException("The server can't store the request for the time of the call.", exception);
        }
        request.Body.Position = 0;
        return request.Body;
    }
}
