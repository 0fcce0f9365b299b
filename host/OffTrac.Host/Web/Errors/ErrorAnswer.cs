using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Web.Errors;

/// <summary>What a client hears of an error: status and one line, as a page, as JSON (RFC 9457) or as text, whatever it prefers.</summary>
internal sealed record ErrorAnswer
{
    private const int RetryAfterSeconds = 5;

    public required int Status { get; init; }

    public required string Message { get; init; }

    /// <summary>Whether a person could do it after a login.</summary>
    public bool OffersLogin { get; init; }

    /// <summary>Whether it is always plain text, because there is no environment whose page could be shown.</summary>
    public bool IsPlain { get; init; }

    public static ErrorAnswer Of(TracException exception, SiteRequest? request) => exception switch
    {
        PermissionException => new() { Status = StatusCodes.Status403Forbidden, Message = exception.Message, OffersLogin = request is { IsAuthenticated: false, CanLogIn: true } },
        ForbiddenException or ReadOnlyException => new() { Status = StatusCodes.Status403Forbidden, Message = exception.Message },
        ResourceNotFoundException => new() { Status = StatusCodes.Status404NotFound, Message = exception.Message },
        UnknownSiteException => new() { Status = StatusCodes.Status404NotFound, Message = exception.Message, IsPlain = true },
        SiteUnavailableException => new() { Status = StatusCodes.Status500InternalServerError, Message = exception.Message, IsPlain = true },
        DatabaseUnavailableException => Unavailable(exception.Message),
        ResourceExistsException or TicketCollisionException or WikiCollisionException => new() { Status = StatusCodes.Status409Conflict, Message = exception.Message },
        _ => Unexpected(exception.Message),
    };

    public static ErrorAnswer Of(BadHttpRequestException exception) => new() { Status = exception.StatusCode, Message = exception.Message };

    public static ErrorAnswer Unexpected(string message) => new() { Status = StatusCodes.Status500InternalServerError, Message = message };

    public static ErrorAnswer Unavailable(string message) => new() { Status = StatusCodes.Status503ServiceUnavailable, Message = message };

    public static ErrorAnswer Challenge(int status) => new()
    {
        Status = status,
        Message = status == StatusCodes.Status401Unauthorized ? "Name and password are needed to log in." : "Too many failed logins from this address; wait a minute.",
    };

    public static ErrorAnswer NotAllowed(string method, IReadOnlyList<string> allowed) => new()
    {
        Status = StatusCodes.Status405MethodNotAllowed,
        Message = $"{method} is not possible here; possible are {string.Join(", ", allowed)}.",
    };

    /// <summary>Writes it; when an answer has begun already, the connection ends instead, so that nobody takes the half for the whole.</summary>
    public static async Task WriteAsync(HttpContext context, SiteRequest? request, ErrorAnswer error, ILogger logger)
    {
        if (error.Status >= 500)
            logger.LogWarning("{Method} {Path}: {Status} {Message}", context.Request.Method, context.Request.Path, error.Status, error.Message);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        try
        {
            await error.WriteAsync(context, request).ConfigureAwait(false);
        }
        catch (TracException e)
        {
            logger.LogError("The error page can't be shown: {Reason}", e.Message);
            await (error with { IsPlain = true }).WriteAsync(context, request).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    private async Task WriteAsync(HttpContext context, SiteRequest? request)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        response.ContentLength = null;
        if (Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        // A program that is asked for its password reads no text; it sends the same again with one.
        if (Status == StatusCodes.Status401Unauthorized && (context.Request.Headers.Accept.Count == 0 || Accept.Preferred(context.Request) == AnswerKind.Text))
            return;
        var title = ReasonPhrases.GetReasonPhrase(Status);
        var kind = IsPlain ? AnswerKind.Text : Accept.Preferred(context.Request);
        if (kind == AnswerKind.Html && request is not null)
        {
            await request.Page("error.hbs", Data(request, title), Status).ExecuteAsync(context).ConfigureAwait(false);
        }
        else if (kind == AnswerKind.Json)
        {
            response.ContentType = "application/problem+json";
            var json = JsonSerializer.SerializeToUtf8Bytes(new Problem(title, Status, Message), ProblemContext.Default.Problem);
            await response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
        }
        else
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync(Message.ReplaceLineEndings(" ") + "\n", context.RequestAborted).ConfigureAwait(false);
        }
    }

    private PageData Data(SiteRequest request, string title) => new PageData()
        .Add("title", title)
        .Add("status", Status)
        .Add("message", Message)
        .Add("login", OffersLogin ? request.Href("login") : null)
        .Add("referer", OffersLogin ? Uri.EscapeDataString(request.Href() + request.HttpContext.Request.Path) : null);
}
