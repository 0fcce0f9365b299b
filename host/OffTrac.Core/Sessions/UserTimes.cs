using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Sessions;

/// <summary>Reads the preferences of users for times.</summary>
public sealed class UserTimes(IEnvironment environment, ISessionStore sessions, TimeProvider time) : IUserTimes
{
    private static readonly Dictionary<string, string> s_none = [];

    public async ValueTask<UserTime> GetAsync(string user, CancellationToken cancellation)
    {
        if (user is "anonymous")
            return Of(s_none);
        var session = await sessions.FindAsync(SessionKey.Of(user), cancellation).ConfigureAwait(false);
        return Of(session?.Values ?? s_none);
    }

    public UserTime Of(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var configuration = environment.Configuration;
        var form = values.GetValueOrDefault("lc_time");
        if (string.IsNullOrEmpty(form))
            form = configuration.Get("trac", "default_date_format");

        // A zone in the preferences that nobody knows gives this machine's, as in Trac, not the one of the ini.
        var zone = values.GetValueOrDefault("tz") ?? configuration.Get("trac", "default_timezone");
        return new UserTime { Zone = TracTimeZone.Find(zone) ?? time.LocalTimeZone, IsIso = form is "iso8601" };
    }
}
