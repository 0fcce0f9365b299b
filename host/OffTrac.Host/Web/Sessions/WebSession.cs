using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using OffTrac.Core.Sessions;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Web;

namespace OffTrac.Host.Web.Sessions;

/// <summary>The session of one request: read when somebody asks, written with the answer when somebody changed it.</summary>
internal sealed class WebSession(SiteRequest request, TimeProvider time) : IWebSession
{
    public const string Cookie = "trac_session";

    private static readonly TimeSpan s_cookieLifetime = TimeSpan.FromDays(90);

    private readonly Dictionary<string, string?> _changes = new(StringComparer.Ordinal);
    private string? _id;
    private IReadOnlyDictionary<string, string>? _stored;

    public string Id => _id ??= request.IsAuthenticated ? request.User : CookieOf(request.HttpContext.Request) ?? NewId();

    public bool IsAuthenticated => request.IsAuthenticated;

    /// <summary>Whether the browser or the user can have something stored: when not, nothing needs to be read.</summary>
    public bool MayHaveValues => request.IsAuthenticated || CookieOf(request.HttpContext.Request) is not null;

    /// <summary>The identity that a browser brings; null for none, or one that Trac would not take.</summary>
    public static string? CookieOf(HttpRequest request) =>
        request.Cookies.TryGetValue(Cookie, out var id) && id.Length is > 0 and <= 200 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? id : null;

    public async ValueTask<IReadOnlyDictionary<string, string>> GetValuesAsync(CancellationToken cancellation)
    {
        _stored ??= await ReadAsync(cancellation).ConfigureAwait(false);
        if (_changes.Count == 0)
            return _stored;
        var values = new Dictionary<string, string>(_stored, StringComparer.Ordinal);
        foreach (var (name, value) in _changes)
        {
            if (value is null)
                values.Remove(name);
            else
                values[name] = value;
        }
        return values;
    }

    public void Set(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        // Taken now: a cookie can't be sent any more once the answer has begun.
        _ = Id;
        _changes[name] = value;
    }

    /// <summary>Writes what was changed.</summary>
    public async ValueTask SaveAsync(CancellationToken cancellation)
    {
        if (_changes.Count == 0 || Store() is not { } store)
            return;
        var changes = new Dictionary<string, string?>(_changes, StringComparer.Ordinal);
        await store.SaveAsync(new SessionKey(Id, IsAuthenticated), changes, scope: null, cancellation).ConfigureAwait(false);
        _changes.Clear();
        _stored = null;
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellation)
    {
        var session = Store() is { } store && MayHaveValues
            ? await store.FindAsync(new SessionKey(Id, IsAuthenticated), cancellation).ConfigureAwait(false)
            : null;
        return session?.Values ?? new Dictionary<string, string>();
    }

    private SessionStore? Store() =>
        request.Site.Served is { } served ? new SessionStore(served.Database, served.Environment.Configuration, time) : null;

    private string NewId()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        if (request.Site.Served is not null && !request.HttpContext.Response.HasStarted)
            SiteCookies.Append(request, Cookie, id, time.GetUtcNow() + s_cookieLifetime);
        return id;
    }
}
