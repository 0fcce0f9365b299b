using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using OffTrac.Host.Web.Forwarding;
using OffTrac.Host.Web.Sessions;
using OffTrac.Host.Web.Templates;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Web;
using Route = OffTrac.Sdk.Web.Route;
using WebRequest = OffTrac.Sdk.Web.WebRequest;

namespace OffTrac.Host.Web;

/// <summary>A request to a site, as its components see it.</summary>
internal sealed class SiteRequest : WebRequest
{
    private const string TokenCookie = "trac_form_token";

    private readonly SiteServices _services;
    private readonly Dictionary<(string Action, Resource? Resource), bool> _answers = [];
    private WebSession? _session;
    private string? _formToken;

    public SiteRequest(HttpContext context, Site site, SiteServices services, RequestOrigin origin, string root)
    {
        HttpContext = context;
        Site = site;
        Origin = origin;
        Root = root;
        _services = services;
    }

    public override HttpContext HttpContext { get; }

    public Site Site { get; }

    public RequestOrigin Origin { get; }

    /// <summary>Path of the site on this server, percent-encoded, without a slash at the end; empty at the top.</summary>
    public string Root { get; }

    public override IEnvironment? Environment => Site.Served?.Environment;

    public override string User => CurrentUser;

    public string CurrentUser { get; set; } = "anonymous";

    public override Route Route => CurrentRoute ?? throw new InvalidOperationException("No route has matched yet.");

    /// <summary>The running instance's own record; it goes with the request.</summary>
    public Route? CurrentRoute { get; set; }

    public override IReadOnlyDictionary<string, string> RouteValues => CurrentValues;

    public IReadOnlyDictionary<string, string> CurrentValues { get; set; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>The plugin that is being called: its templates come first.</summary>
    public string Speaker { get; set; } = "";

    public override IWebSession Session => WebSession;

    public WebSession WebSession => _session ??= new WebSession(this, _services.Time);

    /// <summary>Whether anybody looked at the session.</summary>
    public bool HasSession => _session is not null;

    public TemplateEngine Templates => _services.Templates;

    public bool CanLogIn => _services.Authentication.IsConfigured || !string.IsNullOrEmpty(Site.GetProxies().UserHeader);

    public string HostVersion => _services.Identity.Version;

    public override IPAddress? RemoteAddress => Origin.RemoteAddress;

    public override bool IsLoopback => Origin.IsLoopback;

    public override string FormToken => _formToken ??= ReadFormToken() ?? MakeFormToken();

    public override async ValueTask<bool> HasFormTokenAsync(CancellationToken cancellation)
    {
        if (ReadFormToken() is not { } expected)
            return false;
        var request = HttpContext.Request;
        var given = request.Headers["X-Form-Token"].ToString();
        if (given.Length == 0 && request.HasFormContentType)
            given = (await request.ReadFormAsync(cancellation).ConfigureAwait(false))["__FORM_TOKEN"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
    }

    public override async ValueTask<bool> MayAsync(string action, Resource? resource, CancellationToken cancellation)
    {
        if (Site.Served is not { } served)
            return false;
        if (_answers.TryGetValue((action, resource), out var known))
            return known;
        return _answers[(action, resource)] = await served.Permissions.CheckAsync(action, User, resource, cancellation).ConfigureAwait(false);
    }

    public override async ValueTask RequireAsync(string action, Resource? resource, CancellationToken cancellation)
    {
        if (await MayAsync(action, resource, cancellation).ConfigureAwait(false))
            return;
        if (Site.Served is not { } served)
            throw new PermissionException(action, User, resource);
        // Asks once more, and tells what people call the resource.
        await served.Permissions.RequireAsync(action, User, resource, cancellation).ConfigureAwait(false);
    }

    public override string Href(params ReadOnlySpan<string> parts)
    {
        if (parts.Length == 0)
            return Root.Length == 0 ? "/" : Root;
        var path = new StringBuilder(Root);
        foreach (var part in parts)
            path.Append('/').Append(Uri.EscapeDataString(part));
        return path.ToString();
    }

    public override string AbsoluteHref(params ReadOnlySpan<string> parts)
    {
        var configured = Site.Configuration.GetBool("trac", "use_base_url_for_redirect") ? Environment?.BaseUrl : null;
        if (string.IsNullOrEmpty(configured))
            return $"{Origin.Scheme}://{Origin.Host}{Href(parts)}";
        return configured.TrimEnd('/') + Href(parts)[Root.Length..];
    }

    public override IResult Page(string template, PageData data, int status = 200) =>
        new PageResult(this, Site.TemplatesOf(Speaker), template, data, status);

    private string? ReadFormToken() =>
        _formToken ?? (HttpContext.Request.Cookies.TryGetValue(TokenCookie, out var token) && !string.IsNullOrEmpty(token) ? token : null);

    private string MakeFormToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        if (!HttpContext.Response.HasStarted)
            SiteCookies.Append(this, TokenCookie, token, expires: null);
        return token;
    }
}
