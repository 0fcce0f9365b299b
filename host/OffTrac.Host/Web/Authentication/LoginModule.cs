using Microsoft.AspNetCore.Http;
using OffTrac.Core.Sessions;
using OffTrac.Host.Web.Sessions;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;

namespace OffTrac.Host.Web.Authentication;

/// <summary>Logs people in and out by Trac's cookie <c>trac_auth</c> and says whose it is.</summary>
[Component("trac.web.auth.LoginModule")]
internal sealed class LoginModule(IEnvironment environment, IDatabase database, TimeProvider time) : IRequestHandler, IAuthenticator
{
    private const string Cookie = "trac_auth";

    private readonly LoginCookies _cookies = new(database, time);
    private readonly SessionStore _sessions = new(database, environment.Configuration, time);
    private readonly SiteConfiguration _configuration = new(() => environment.Configuration);

    public IReadOnlyList<Route> Routes { get; } =
    [
        new Route { Pattern = "/login", Methods = ["GET", "POST"] },
        new Route { Pattern = "/logout", Methods = ["GET", "POST"] },
    ];

    public async ValueTask<string?> AuthenticateAsync(HttpContext context, CancellationToken cancellation)
    {
        if (context.Features.Get<RemoteUser>() is { } remote)
            return WithCase(remote.Name);
        if (!context.Request.Cookies.TryGetValue(Cookie, out var cookie) || string.IsNullOrEmpty(cookie))
            return null;
        var request = context.Features.Get<SiteRequest>();
        var address = _configuration.CheckAuthIp && request is not null ? AddressOf(request) : null;
        var user = await _cookies.FindUserAsync(cookie, address, cancellation).ConfigureAwait(false);
        if (user is null && request is not null)
            SiteCookies.Expire(request, Cookie, Path, Domain);
        return user is null ? null : WithCase(user);
    }

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        var site = (SiteRequest)request;
        if (string.Equals(request.Route.Pattern, "/login", StringComparison.Ordinal))
            await LogInAsync(site, cancellation).ConfigureAwait(false);
        else if (HttpMethods.IsPost(request.HttpContext.Request.Method) && request.IsAuthenticated)
            return Results.Redirect(await LogOutAsync(site, cancellation).ConfigureAwait(false) ?? await WayBack.OfAsync(site, cancellation).ConfigureAwait(false));
        return Results.Redirect(await WayBack.OfAsync(site, cancellation).ConfigureAwait(false));
    }

    private string Path => environment.Configuration.Get("trac", "auth_cookie_path")?.Trim() ?? "";

    private string Domain => environment.Configuration.Get("trac", "auth_cookie_domain")?.Trim() ?? "";

    private string WithCase(string user) => _configuration.IgnoreAuthCase ? user.ToLowerInvariant() : user;

    private async ValueTask LogInAsync(SiteRequest request, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<RemoteUser>() is not { } remote)
            throw new TracException("Authentication information not available: this server has no password file (serve --htpasswd, --htdigest) and no proxy named the user.");
        var user = WithCase(remote.Name);
        if (request.IsAuthenticated && !string.Equals(request.User, user, StringComparison.Ordinal))
            throw new TracException($"Already logged in as {request.User}.");
        // Without writing, the password that comes with each request has to do.
        if (environment.IsReadOnly)
            return;
        var known = request.HttpContext.Request.Cookies.TryGetValue(Cookie, out var shown) && !string.IsNullOrEmpty(shown) ? shown : null;
        var login = new Login(user, AddressOf(request), known, _configuration.CheckAuthIp, WebSession.CookieOf(request.HttpContext.Request));
        var cookie = await database.WriteAsync((this, login), static (scope, x, c) => x.Item1.StoreAsync(scope, x.login, c), null, cancellation).ConfigureAwait(false);
        var lifetime = _configuration.AuthCookieLifetime;
        SiteCookies.Append(request, Cookie, cookie, lifetime > 0 ? time.GetUtcNow().AddSeconds(lifetime) : null, Path, Domain);
        if (login.AnonymousId is not null)
            SiteCookies.Expire(request, WebSession.Cookie);
    }

    private async ValueTask<string> StoreAsync(IWriteScope scope, Login login, CancellationToken cancellation)
    {
        var cookie = await _cookies.LogInAsync(login.User, login.Address, login.KnownCookie, login.CheckAddress, scope, cancellation).ConfigureAwait(false);
        await _sessions.LogInAsync(login.User, login.AnonymousId, scope, cancellation).ConfigureAwait(false);
        return cookie;
    }

    /// <returns>Where <c>[metanav] logout.redirect</c> leads; null for back.</returns>
    private async ValueTask<string?> LogOutAsync(SiteRequest request, CancellationToken cancellation)
    {
        var cookie = request.HttpContext.Request.Cookies.TryGetValue(Cookie, out var shown) && !string.IsNullOrEmpty(shown) ? shown : null;
        if (!environment.IsReadOnly)
            await _cookies.LogOutAsync(request.User, cookie, cancellation).ConfigureAwait(false);
        SiteCookies.Expire(request, Cookie, Path, Domain);
        var target = environment.Configuration.Get("metanav", "logout.redirect")?.Trim();
        if (string.IsNullOrEmpty(target))
            return null;
        return target.StartsWith('/') || target.StartsWith("http:", StringComparison.Ordinal) || target.StartsWith("https:", StringComparison.Ordinal)
            ? target
            : request.Root + "/" + target;
    }

    private static string AddressOf(SiteRequest request) => request.RemoteAddress?.ToString() ?? "127.0.0.1";

    private sealed record Login(string User, string Address, string? KnownCookie, bool CheckAddress, string? AnonymousId);
}
