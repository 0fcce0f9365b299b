namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Cuts a text to 75 characters, at a blank or line end where there is one.</summary>
internal static class ShortLine
{
    private const int Longest = 75;
    private const string End = " ...";

    public static string Of(string text)
    {
        if (text.Length <= Longest || text.EnumerateRunes().Count() <= Longest)
            return text;
        var most = Index(text, Longest - End.Length);
        var cut = text.AsSpan(0, most).LastIndexOfAny(' ', '\n');
        return text[..(cut < 0 ? most : cut)] + End;
    }

    private static int Index(string text, int runes)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (runes-- == 0)
                break;
            index += rune.Utf16SequenceLength;
        }

        return index;
    }
}
