using System.Globalization;
using System.Text;
using OffTrac.Core.Tickets;

namespace OffTrac.Core.Notifications;

/// <summary>
/// Splits a line where it may be broken: at white space, around CJK characters, after the hyphen of a compound word, around a dash. The
/// rules are those of Python's <c>textwrap</c> as Trac extends them; each character is looked at a bounded number of times.
/// </summary>
internal static class TextChunks
{
    /// <summary>First and last code points between which a line may be broken anywhere.</summary>
    private static ReadOnlySpan<int> Breakable =>
    [
        0x1100, 0x11FF, 0x2E80, 0x2EFF, 0x3000, 0x303F, 0x3040, 0x309F, 0x30A0, 0x30FF, 0x3130, 0x318F, 0x3190, 0x319F, 0x31C0, 0x31EF,
        0x3200, 0x32FF, 0x3300, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA960, 0xA97F, 0xAC00, 0xD7AF, 0xD7B0, 0xD7FF, 0xF900, 0xFAFF,
        0xFE30, 0xFE4F, 0xFF00, 0xFFEF, 0x20000, 0x2FFFF, 0x30000, 0x3FFFF,
    ];

    public static bool IsBreakable(string chunk) => Rune.DecodeFromUtf16(chunk, out var rune, out _) == System.Buffers.OperationStatus.Done && IsBreakable(rune);

    public static List<string> Split(string line)
    {
        var runes = line.EnumerateRunes().ToArray();
        var chunks = new List<string>();
        var (start, at, unbroken) = (0, 0, 0);
        while (at < runes.Length)
        {
            var end = EndOfSeparator(runes, at, ref unbroken);
            if (end == at)
            {
                at++;
                continue;
            }

            Add(chunks, runes, start, at);
            Add(chunks, runes, at, end);
            (start, at) = (end, end);
        }

        Add(chunks, runes, start, runes.Length);
        return chunks;
    }

    private static void Add(List<string> chunks, Rune[] runes, int start, int end)
    {
        if (start == end)
            return;
        var text = new StringBuilder(end - start);
        foreach (var rune in runes.AsSpan(start, end - start))
            text.Append(rune);
        chunks.Add(text.ToString());
    }

    /// <summary>End of what stands for itself from here; the same position when nothing does.</summary>
    /// <param name="runes">The line.</param>
    /// <param name="at">Where.</param>
    /// <param name="unbroken">Up to where no compound word is to be found.</param>
    private static int EndOfSeparator(Rune[] runes, int at, ref int unbroken)
    {
        var end = Run(runes, at, IsSpace);
        if (end == at)
            end = Run(runes, at, IsBreakable);
        if (end == at && at >= unbroken)
            end = EndOfHyphenated(runes, at, out unbroken);
        if (end == at && at > 0 && runes[at].Value is '-' && (IsWord(runes[at - 1]) || runes[at - 1].Value is '!' or '"' or '\'' or '&' or '.' or ',' or '?'))
            end = EndOfDash(runes, at);
        return end;
    }

    /// <summary>Signs, then a word that doesn't end with a digit, then a hyphen that a word of at least two characters follows, not all of them digits.</summary>
    private static int EndOfHyphenated(Rune[] runes, int at, out int unbroken)
    {
        var word = Run(runes, at, static rune => !IsSpace(rune) && !IsWord(rune));
        var end = Run(runes, word, IsWord);
        unbroken = end;
        if (end - word < 2 || runes[end - 1].Value is >= '0' and <= '9' || end == runes.Length || runes[end].Value is not '-')
            return at;
        var next = Run(runes, end + 1, IsWord);
        for (var i = end + 2; i < next; i++)
        {
            if (runes[i].Value is < '0' or > '9')
                return end + 1;
        }

        return at;
    }

    private static int EndOfDash(Rune[] runes, int at)
    {
        var end = Run(runes, at, static rune => rune.Value is '-');
        return end - at >= 2 && end < runes.Length && IsWord(runes[end]) ? end : at;
    }

    private static int Run(Rune[] runes, int at, Func<Rune, bool> isIn)
    {
        while (at < runes.Length && isIn(runes[at]))
            at++;
        return at;
    }

    private static bool IsSpace(Rune rune) => rune.IsBmp && TracText.IsSpace((char)rune.Value);

    private static bool IsWord(Rune rune) => rune.Value is '_' || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsBreakable(Rune rune)
    {
        if (rune.Value < Breakable[0])
            return false;
        var index = Breakable.BinarySearch(rune.Value);
        return index >= 0 || (~index & 1) == 1;
    }
}
