using OffTrac.Core.Resources;

namespace OffTrac.Core.Search;

/// <summary>The part of a text around the first of the terms, as Trac cuts it: from a break a little before, 240 characters long.</summary>
internal static class SearchExcerpt
{
    private const int Length = 240;
    private const int Fuzz = 60;
    private const string Breaks = ".:;=";

    public static string Of(string? text, IReadOnlyList<string> terms)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var points = new CodePoints(text);
        var found = FirstOf(text, terms) is var unit and >= 0 ? points.PositionOf(unit) : -1;
        var part = points.Slice(found > Fuzz ? BreakBefore(points, found) : 0, found + Length);
        return string.Concat(found > Fuzz ? "... " : "", part, found < points.Length - Length ? " ..." : "");
    }

    private static int FirstOf(string text, IReadOnlyList<string> terms)
    {
        var first = -1;
        foreach (var term in terms)
        {
            var at = text.IndexOf(term, StringComparison.OrdinalIgnoreCase);
            if (first == -1 || (at > -1 && at < first))
                first = at;
        }

        return first;
    }

    /// <summary>Behind the first full stop in reach, else the first colon and so on, else as far back as it may go.</summary>
    private static int BreakBefore(CodePoints points, int found)
    {
        var start = found - Fuzz;
        var reach = points.Slice(start, found - 1);
        foreach (var mark in Breaks)
        {
            if (reach.IndexOf(mark) is var at and >= 0)
                return points.PositionOf(points.UnitOf(start) + at) + 1;
        }

        return start;
    }
}
