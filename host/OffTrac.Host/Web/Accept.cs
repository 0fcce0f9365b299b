using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OffTrac.Host.Web;

/// <summary>
/// Which kind of answer a client prefers. One that takes anything, such as curl, gets a line of text; one that does not say gets a page,
/// as from Trac.
/// </summary>
internal static class Accept
{
    public static AnswerKind Preferred(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return AnswerKind.Html;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return AnswerKind.Text;
        foreach (var type in accepted.OrderByDescending(a => a.Quality ?? 1))
        {
            if (type.Quality == 0)
                continue;
            if (type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase))
                return AnswerKind.Html;
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
                return AnswerKind.Json;
            if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
                return AnswerKind.Text;
        }
        return AnswerKind.Text;
    }
}
