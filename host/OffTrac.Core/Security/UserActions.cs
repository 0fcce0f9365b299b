using System.Collections.Concurrent;

namespace OffTrac.Core.Security;

/// <summary>
/// What users may do by the permission store, each kept for five seconds as in Trac: a page asks dozens of times. All is dropped
/// when something is granted here, and every minute, so that names that come once don't pile up.
/// </summary>
internal sealed class UserActions(TimeProvider time)
{
    private static readonly TimeSpan s_expiry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_reapTime = TimeSpan.FromSeconds(60);

    private Generation _current = new(time.GetTimestamp());

    public async ValueTask<IReadOnlySet<string>> GetAsync(
        string user, Func<string, CancellationToken, ValueTask<IReadOnlySet<string>>> load, CancellationToken cancellation)
    {
        var generation = Current();
        if (generation.Users.TryGetValue(user, out var known) && time.GetElapsedTime(known.Loaded) <= s_expiry)
            return known.Actions;
        var loaded = time.GetTimestamp();
        var actions = await load(user, cancellation).ConfigureAwait(false);
        // Into the generation from before the load: what is granted meanwhile has dropped it.
        generation.Users[user] = new Entry(loaded, actions);
        return actions;
    }

    public void Clear() => Volatile.Write(ref _current, new Generation(time.GetTimestamp()));

    private Generation Current()
    {
        var current = Volatile.Read(ref _current);
        if (time.GetElapsedTime(current.Started) <= s_reapTime)
            return current;
        var next = new Generation(time.GetTimestamp());
        var before = Interlocked.CompareExchange(ref _current, next, current);
        return ReferenceEquals(before, current) ? next : before;
    }

    private sealed class Generation(long started)
    {
        public long Started { get; } = started;

        public ConcurrentDictionary<string, Entry> Users { get; } = new(StringComparer.Ordinal);
    }

    private sealed record Entry(long Loaded, IReadOnlySet<string> Actions);
}
