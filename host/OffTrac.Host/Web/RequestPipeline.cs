using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OffTrac.Core.Storage;
using OffTrac.Host.Web.Authentication;
using OffTrac.Host.Web.Errors;
using OffTrac.Host.Web.Forwarding;
using OffTrac.Host.Web.Routing;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web;

/// <summary>The way of a request: origin, site, route, user, form token, then the handler's component; and whatever goes wrong on it.</summary>
internal sealed class RequestPipeline(Sites sites, SiteServices services)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger("OffTrac.Web");
    private readonly HostPages _pages = new(sites, services);

    public async Task InvokeAsync(HttpContext context)
    {
        ResponseHeaders.SetSecurity(context.Response.Headers);
        SiteRequest? request = null;
        try
        {
            var path = ReadPath(context);
            var place = await sites.FindAsync(path, context.Request.Method, context.RequestAborted).ConfigureAwait(false);
            request = Start(context, path, place);
            await AnswerAsync(request, path, place).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (TracException e)
        {
            await ErrorAnswer.WriteAsync(context, request, ErrorAnswer.Of(e, request), _logger).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await ErrorAnswer.WriteAsync(context, request, ErrorAnswer.Of(e), _logger).ConfigureAwait(false);
        }
        // The outermost loop of a request: whatever it is, the client gets an answer and the server goes on.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!context.RequestAborted.IsCancellationRequested)
            {
                _logger.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
                await ErrorAnswer.WriteAsync(context, request, ErrorAnswer.Unexpected("The server failed to answer; its log says why."), _logger).ConfigureAwait(false);
            }
        }
    }

    private static RequestPath ReadPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (string.Equals(target, "*", StringComparison.Ordinal))
            target = "/";
        var path = RequestPath.Parse(target, out var problem) ?? throw new BadHttpRequestException(problem!);
        return RequestQuery.ProblemOf(context.Request.QueryString.Value) is { } wrong ? throw new BadHttpRequestException(wrong) : path;
    }

    private SiteRequest Start(HttpContext context, RequestPath path, SitePlace place)
    {
        var site = place.Site;
        var (proxies, userHeader) = site.GetProxies();
        var origin = RequestOrigin.Of(context, proxies, userHeader);
        var root = origin.Prefix + string.Concat(path.RawSegments.Take(place.First).Select(segment => "/" + segment));
        var request = new SiteRequest(context, site, services, origin, root);
        context.Request.Scheme = origin.Scheme;
        context.Request.Host = new HostString(origin.Host);
        context.Request.PathBase = new PathString(Uri.UnescapeDataString(root));
        context.Request.Path = new PathString("/" + path.Join(place.First) + (path.EndsWithSlash && path.Segments.Count > place.First ? "/" : ""));
        context.RequestServices = site.ResultServices;
        context.Features.Set(request);
        ResponseHeaders.Prepare(request);
        if (origin.User is { } user)
            context.Features.Set(new RemoteUser(user));
        return request;
    }

    private async Task AnswerAsync(SiteRequest request, RequestPath path, SitePlace place)
    {
        var context = request.HttpContext;
        if (place.Missing is { } missing)
            throw new UnknownSiteException(missing);
        if (await _pages.TryAnswerAsync(request, path, place).ConfigureAwait(false))
            return;
        await place.Site.RequireOpenAsync(context.RequestAborted).ConfigureAwait(false);
        using var moment = (place.Site.Served?.Database as Database)?.BeginMoment();
        if (!await IdentifyAsync(request, path, place).ConfigureAwait(false))
            return;
        // A route that vanishes between look-up and entry is looked up once more, in the new table.
        for (var attempt = 0; ; attempt++)
        {
            var match = await MatchAsync(request, path, place).ConfigureAwait(false);
            if (match.Entry is not { } entry)
            {
                await AnswerUnmatchedAsync(request, path, place, match).ConfigureAwait(false);
                return;
            }
            if (attempt == 0)
                await PrepareBodyAsync(request, entry).ConfigureAwait(false);
            if (await HandlerCall.RunAsync(request, match, entry, isLast: attempt > 0, _logger).ConfigureAwait(false))
                return;
            place.Site.MarkStale();
        }
    }

    /// <summary>Finds the user. False when the answer is a challenge.</summary>
    private async ValueTask<bool> IdentifyAsync(SiteRequest request, RequestPath path, SitePlace place)
    {
        if (place.Site.Served is not { } served)
            return true;
        var context = request.HttpContext;
        var asksToLogIn = path.Segments.Count > place.First && string.Equals(path.Segments[place.First], "login", StringComparison.Ordinal);
        var shows = served.Environment.IsReadOnly && HttpAuthentication.HasCredentials(context.Request);
        if (context.Features.Get<RemoteUser>() is null && services.Authentication.IsConfigured && (asksToLogIn || shows))
        {
            if (await services.Authentication.AuthenticateAsync(context, request.RemoteAddress, served.Environment.IsReadOnly).ConfigureAwait(false) is not { } user)
            {
                await ErrorAnswer.WriteAsync(context, request, ErrorAnswer.Challenge(context.Response.StatusCode), _logger).ConfigureAwait(false);
                return false;
            }
            context.Features.Set(new RemoteUser(user));
        }
        if (context.Features.Get<RemoteUser>() is { } remote && UserNames.ProblemOf(remote.Name) is { } problem)
        {
            context.Features.Set<RemoteUser>(null);
            throw new ForbiddenException(problem);
        }
        request.CurrentUser = await AskAuthenticatorsAsync(request).ConfigureAwait(false);
        if (request.IsAuthenticated)
        {
            context.User = new System.Security.Principal.GenericPrincipal(new System.Security.Principal.GenericIdentity(request.User), []);
            // At /login itself the module does it, together with its cookie.
            if (!asksToLogIn || path.Segments.Count > place.First + 1)
                await place.Site.Visitors.NoticeAsync(request, context.RequestAborted).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask<string> AskAuthenticatorsAsync(SiteRequest request)
    {
        try
        {
            var user = await request.Site.Points.Get<IAuthenticator>()
                .AskFirstAsync(request.HttpContext, static (authenticator, context, c) => authenticator.AuthenticateAsync(context, c), request.HttpContext.RequestAborted)
                .ConfigureAwait(false);
            if (string.IsNullOrEmpty(user) || string.Equals(user, "anonymous", StringComparison.Ordinal))
                return "anonymous";
            if (UserNames.ProblemOf(user) is not { } problem)
                return user;
            _logger.LogWarning("{Site}: {Problem}", request.Site.Name, problem);
        }
        catch (TracException e) when (e is not Sdk.Storage.DatabaseUnavailableException)
        {
            _logger.LogError("{Site}: can't authenticate: {Reason}", request.Site.Name, e.Message);
        }
        return "anonymous";
    }

    private static async ValueTask<RouteMatch> MatchAsync(SiteRequest request, RequestPath path, SitePlace place)
    {
        var context = request.HttpContext;
        var table = await place.Site.GetRoutesAsync(context.RequestAborted).ConfigureAwait(false);
        return path.Segments.Count == place.First && table.StartPages.Count > 1
            ? await StartPage.ChooseAsync(request, table, context.RequestAborted).ConfigureAwait(false)
            : table.Match(path, place.First, context.Request.Method);
    }

    private async ValueTask AnswerUnmatchedAsync(SiteRequest request, RequestPath path, SitePlace place, RouteMatch match)
    {
        var context = request.HttpContext;
        if (match.Allowed.Count > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", match.Allowed);
            if (HttpMethods.IsOptions(context.Request.Method))
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await ErrorAnswer.WriteAsync(context, request, ErrorAnswer.NotAllowed(context.Request.Method, match.Allowed), _logger).ConfigureAwait(false);
            return;
        }
        if (path.Segments.Count == place.First && await _pages.TryAnswerStartAsync(request).ConfigureAwait(false))
            return;
        if (path.EndsWithSlash && path.Segments.Count > place.First)
        {
            var target = path.Raw.TrimEnd('/');
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = $"{request.Origin.Scheme}://{request.Origin.Host}{request.Origin.Prefix}{target}{context.Request.QueryString}";
            return;
        }
        throw new Sdk.Resources.ResourceNotFoundException($"No handler matched request to {context.Request.Path}.");
    }

    private async ValueTask PrepareBodyAsync(SiteRequest request, RouteEntry entry)
    {
        var context = request.HttpContext;
        var limit = entry.Route.MaxBodySize ?? services.Options.MaxBodySize;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = limit;
        if (context.Request.ContentLength > limit)
            throw new BadHttpRequestException($"The body is larger than {limit} bytes.", StatusCodes.Status413PayloadTooLarge);
        if (!context.Request.HasFormContentType)
            return;
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, FormLimits.For(limit)));
        if (!entry.Route.ChecksFormToken && FormToken.IsNeeded(context.Request))
            await FormToken.RequireAsync(request).ConfigureAwait(false);
    }
}
