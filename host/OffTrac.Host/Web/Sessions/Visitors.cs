using System.Collections.Concurrent;
using OffTrac.Core.Sessions;
using OffTrac.Sdk;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Web.Sessions;

/// <summary>
/// Makes whoever sends an authenticated request a known user, as Trac does, and theirs what their browser stored before. Who was seen
/// lately costs no query.
/// </summary>
internal sealed class Visitors(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(1);

    private Generation _seen = new(time.GetTimestamp());

    public async ValueTask NoticeAsync(SiteRequest request, CancellationToken cancellation)
    {
        if (request.Site.Served is not { Environment.IsReadOnly: false } served)
            return;
        var seen = Volatile.Read(ref _seen);
        if (time.GetElapsedTime(seen.Started) > s_memory)
            Volatile.Write(ref _seen, seen = new Generation(time.GetTimestamp()));
        var browser = WebSession.CookieOf(request.HttpContext.Request);
        if (browser is null && seen.Users.ContainsKey(request.User))
            return;
        try
        {
            await StoreAsync(request.User, browser, new SessionStore(served.Database, served.Environment.Configuration, time), served.Database, cancellation)
                .ConfigureAwait(false);
            seen.Users.TryAdd(request.User, true);
            if (browser is not null)
                SiteCookies.Expire(request, WebSession.Cookie);
        }
        catch (TracException e)
        {
            // The request itself may be possible all the same, or fails by itself.
            logger.LogWarning("{Site}: can't make {User} a known user: {Reason}", request.Site.Name, request.User, e.Message);
        }
    }

    private static async ValueTask StoreAsync(
        string user, string? browser, SessionStore store, IDatabase database, CancellationToken cancellation)
    {
        if (browser is null && await store.FindAsync(SessionKey.Of(user), cancellation).ConfigureAwait(false) is not null)
            return;
        await database.WriteAsync(
            (store, user, browser),
            static async (scope, x, c) =>
            {
                await x.store.LogInAsync(x.user, x.browser, scope, c).ConfigureAwait(false);
                return true;
            },
            scope: null,
            cancellation).ConfigureAwait(false);
    }

    private sealed class Generation(long started)
    {
        public long Started { get; } = started;

        public ConcurrentDictionary<string, bool> Users { get; } = new(StringComparer.Ordinal);
    }
}
