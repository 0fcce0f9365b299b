namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>
/// All real minutes of some days in a zone with what clocks showed at each: the slow second reader that says when a schedule is
/// due. It asks the machine's data for the offset of every minute and knows no rules of changes.
/// </summary>
internal sealed class MinuteWalk
{
    private const int Margin = 4 * 1440;

    private readonly long _start;
    private readonly long[] _shown;
    private readonly Dictionary<long, (long First, long Last)> _passes = [];

    public MinuteWalk(string name, TimeZoneInfo zone, DateTime from, DateTime until)
    {
        (Name, From, Until) = (name, from, until);
        _start = MinuteOf(from) - Margin;
        _shown = new long[MinuteOf(until) + Margin - _start];
        for (var i = 0; i < _shown.Length; i++)
        {
            var utc = DateTime.UnixEpoch.AddMinutes(_start + i);
            var shown = _start + i + (long)zone.GetUtcOffset(utc).TotalMinutes;
            _shown[i] = shown;
            _passes[shown] = _passes.TryGetValue(shown, out var pass) ? (pass.First, _start + i) : (_start + i, _start + i);
        }
    }

    public string Name { get; }

    public DateTime From { get; }

    public DateTime Until { get; }

    /// <summary>When a drawn schedule is due after <see cref="From"/> and up to <see cref="Until"/>.</summary>
    public IReadOnlyList<DateTimeOffset> Slots(DrawnSchedule schedule)
    {
        var minutes = schedule.Kind switch
        {
            DrawnKind.Wildcard => Enumerable.Range(0, _shown.Length).Where(i => schedule.IsDue(_shown[i])).Select(i => _start + i),
            DrawnKind.Fixed => Days().SelectMany(day => schedule.Minutes.Select(minute => Begin(day + minute))),
            _ => Days().SelectMany(day => Window(day, schedule)),
        };
        var (from, until) = (MinuteOf(From), MinuteOf(Until));
        return [.. minutes.Where(minute => minute > from && minute <= until).Distinct().Order().Select(minute => DateTimeOffset.UnixEpoch.AddMinutes(minute))];

        IEnumerable<long> Days()
        {
            for (var day = (_shown[0] / 1440 + 1) * 1440; day < _shown[^1] - 2 * 1440; day += 1440)
            {
                if (schedule.IsDay(DateTime.UnixEpoch.AddMinutes(day)))
                    yield return day;
            }
        }
    }

    private IEnumerable<long> Window(long day, DrawnSchedule schedule)
    {
        var (begin, end) = (schedule.Begin, schedule.End < schedule.Begin ? schedule.End + 1440 : schedule.End);
        var last = End(day + end);
        for (var minute = Begin(day + begin); minute <= last; minute += schedule.Step)
            yield return minute;
    }

    // The first pass, or the minute after which clocks showed something later.
    private long Begin(long shown) => _passes.TryGetValue(shown, out var pass) ? pass.First : Change(shown);

    // The last pass, or the last minute before the change.
    private long End(long shown) => _passes.TryGetValue(shown, out var pass) ? pass.Last : Change(shown) - 1;

    private long Change(long missing)
    {
        var at = Enumerable.Range(1, _shown.Length - 1).First(i => _shown[i - 1] < missing && _shown[i] > missing);
        return _start + at;
    }

    private static long MinuteOf(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMinute;
}
