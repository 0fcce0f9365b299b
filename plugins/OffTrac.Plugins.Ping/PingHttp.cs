using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Web;
using WebRequest = OffTrac.Sdk.Web.WebRequest;

namespace OffTrac.Plugins.Ping;

/// <summary><c>/ping</c> as HTTP: the same for one environment and for the host.</summary>
internal static class PingHttp
{
    private const string Allow = "GET, HEAD, OPTIONS, POST";

    public static Route Route { get; } = new()
    {
        Pattern = "/ping",
        Methods = [],
        ChecksFormToken = true,
        MaxBodySize = PingParameters.MaxBodySize,
    };

    /// <summary>The answer to a method that neither pings nor looks; null for the others.</summary>
    public static IResult? AnswerMethod(WebRequest request)
    {
        var method = request.HttpContext.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method))
            return null;
        request.HttpContext.Response.Headers.Allow = Allow;
        return Results.StatusCode(HttpMethods.IsOptions(method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed);
    }

    public static async ValueTask<PingCall> ReadCallAsync(WebRequest request, CancellationToken cancellation)
    {
        var http = request.HttpContext.Request;
        var isPing = HttpMethods.IsPost(http.Method);
        var parameters = await PingParameters.ReadAsync(http, readBody: isPing, cancellation).ConfigureAwait(false);
        return new PingCall
        {
            Source = PingSource.Http,
            SourceText = parameters.Source,
            Jobs = parameters.Jobs,
            Wait = parameters.Wait,
            Token = TokenOf(http) ?? parameters.Token,
            Peer = PeerOf(request),
            IsPing = isPing,
        };
    }

    public static IResult Answer(
        WebRequest request, PingCall call, string instance, IReadOnlyList<KeyValuePair<string, PingAnswer>> answers, DateTimeOffset now)
    {
        var accepted = answers.Where(answer => answer.Value.Verdict == PingVerdict.Accepted).ToList();
        var response = request.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (accepted.Count == 0)
            return Refuse(response, answers[0].Value);
        var all = call.IsPing && call.Wait > TimeSpan.Zero && accepted.TrueForAll(answer => answer.Value.HasEnded);
        var status = call.IsPing && !all ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        var asJson = PingAnswerText.WantsJson(request.HttpContext.Request.Headers.Accept);
        return asJson
            ? Results.Text(PingAnswerText.Json(instance, accepted, now), "application/json", statusCode: status)
            : Results.Text(PingAnswerText.Line(accepted), "text/plain; charset=utf-8", statusCode: status);
    }

    /// <summary>The answer when an environment can't be reached or no component is enabled.</summary>
    public static IResult Refuse(HttpResponse response, PingAnswer answer)
    {
        response.Headers.CacheControl = "no-store";
        switch (answer.Verdict)
        {
            case PingVerdict.Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer realm=\"ping\"";
                return Text(answer, HttpStatusCode.Unauthorized);
            case PingVerdict.Forbidden:
                return Text(answer, HttpStatusCode.Forbidden);
            case PingVerdict.TooMany:
                response.Headers.RetryAfter = "60";
                return Text(answer, HttpStatusCode.TooManyRequests);
            default:
                response.Headers.RetryAfter = "10";
                return Text(answer, HttpStatusCode.ServiceUnavailable);
        }
    }

    private static IResult Text(PingAnswer answer, HttpStatusCode status) =>
        Results.Text($"{answer.Problem}\n", "text/plain; charset=utf-8", statusCode: (int)status);

    private static string? TokenOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        if (request.Headers.TryGetValue("X-Ping-Token", out var header))
            return header.ToString().Trim();
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    /// <summary>A forwarded request never counts as coming from this machine, whatever the proxy says.</summary>
    private static IPAddress? PeerOf(WebRequest request)
    {
        if (request.IsLoopback)
            return request.RemoteAddress ?? IPAddress.Loopback;
        return request.RemoteAddress is { } address && !IPAddress.IsLoopback(address) ? address : null;
    }
}
