namespace OffTrac.Core.Resources;

/// <summary>A text cut to a line as Trac cuts it: at the last blank or line break that leaves room for an ellipsis.</summary>
internal static class ShortLine
{
    private const int MaxLength = 75;
    private const string Ellipsis = " ...";

    public static string Of(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        var points = new CodePoints(text);
        if (points.Length <= MaxLength)
            return text;
        var room = points.Slice(0, MaxLength - Ellipsis.Length);
        var cut = room.LastIndexOfAny(' ', '\n');
        return string.Concat(cut < 0 ? room : room[..cut], Ellipsis);
    }
}
