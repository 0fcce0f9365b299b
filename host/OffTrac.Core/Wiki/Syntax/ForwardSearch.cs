namespace OffTrac.Core.Wiki.Syntax;

/// <summary>
/// Where something comes next in a line. It remembers the last answer, so that asking at every position of the line costs one
/// pass over it in all.
/// </summary>
internal struct ForwardSearch(string needle)
{
    private const int Never = int.MaxValue;

    private int _from = Never;
    private int _found;

    public void Reset() => _from = Never;

    /// <summary>The first position from <paramref name="from"/> on, before <paramref name="end"/>; -1 when there is none.</summary>
    public int Find(string text, int from, int end)
    {
        if (from >= _from && from <= _found)
            return _found == Never ? -1 : _found;
        var index = from < end ? text.AsSpan(from, end - from).IndexOf(needle, StringComparison.Ordinal) : -1;
        _from = from;
        _found = index < 0 ? Never : from + index;
        return index < 0 ? -1 : _found;
    }
}
