namespace OffTrac.Core.Storage.Caching;

/// <summary>
/// The time in which one look at the generation rows is enough: that of a request, as in Trac. Ended by a commit of this process,
/// by its age in a long request, and by the request's end for what goes on after it.
/// </summary>
internal sealed class Moment : IDisposable
{
    private static readonly TimeSpan s_age = TimeSpan.FromSeconds(1);

    private volatile Look? _look;
    private volatile bool _isOver;

    /// <summary>What was seen, if it still counts.</summary>
    public GenerationRows? Find(long commits, TimeProvider time) =>
        !_isOver && _look is { } look && look.Commits == commits && time.GetElapsedTime(look.Read) < s_age ? look.Rows : null;

    /// <summary>Remembers what was seen; <paramref name="commits"/> and <paramref name="read"/> are of before the look.</summary>
    public void Remember(GenerationRows rows, long commits, long read) => _look = new Look(rows, commits, read);

    public void Dispose()
    {
        _isOver = true;
        _look = null;
    }

    private sealed record Look(GenerationRows Rows, long Commits, long Read);
}
