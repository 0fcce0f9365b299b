using OffTrac.Core.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>The dates of a query, in one zone and of one present; keeps what can't be read.</summary>
internal sealed class QueryDates(DateTimeOffset now, TimeZoneInfo zone)
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Reads <c>start..end</c>, either may be missing; <c>start</c> alone has no end.</summary>
    public (DateTimeOffset? Start, DateTimeOffset? End) Range(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? (Read(text), null) : (Read(text[..dots]), Read(text[(dots + 2)..]));
    }

    private DateTimeOffset? Read(string text)
    {
        text = TracText.Strip(text);
        if (text.Length == 0)
            return null;
        var time = DateText.Parse(text, now, zone);
        if (time is null)
            _errors.Add($"\"{text}\" is an invalid date, or the date format is not known. Try \"YYYY-MM-DD\" instead.");
        return time;
    }
}
