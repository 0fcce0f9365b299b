using System.Globalization;
using System.Text;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Classes of characters as Trac's regular expressions see them: those of Python, which are not those of .NET.</summary>
internal static class WikiCharacters
{
    /// <summary>Python's <c>\s</c>.</summary>
    public static bool IsSpace(char letter)
        => letter is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') || (letter >= '\x80' && char.IsWhiteSpace(letter));

    /// <summary>Python's <c>\w</c> for the character at a position, of which a surrogate is a half.</summary>
    public static bool IsWord(string text, int position)
    {
        var letter = text[position];
        if (letter < '\x80')
            return char.IsAsciiLetterOrDigit(letter) || letter == '_';
        if (!char.IsSurrogate(letter))
            return IsWord(char.GetUnicodeCategory(letter));
        if (char.IsLowSurrogate(letter))
            position--;
        return position >= 0 && Rune.TryGetRuneAt(text, position, out var rune) && IsWord(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>Units of UTF-16 that the character at a position takes.</summary>
    public static int Length(string text, int position)
        => char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;

    /// <summary>Python's <c>\d</c>.</summary>
    public static bool IsDigit(char letter) => char.IsDigit(letter);

    /// <summary>Python's <c>str.isupper</c>, in the basic plane, as for Trac's page names.</summary>
    public static bool IsUpper(char letter)
        => char.IsAsciiLetterUpper(letter) || (letter >= '\x80'
            && (char.GetUnicodeCategory(letter) == UnicodeCategory.UppercaseLetter || letter is (>= '\u2160' and <= '\u216F') or (>= '\u24B6' and <= '\u24CF')));

    /// <summary>Python's <c>str.islower</c>, in the basic plane.</summary>
    public static bool IsLower(char letter)
        => char.IsAsciiLetterLower(letter) || (letter >= '\x80'
            && (char.GetUnicodeCategory(letter) == UnicodeCategory.LowercaseLetter || IsOtherLower(letter)));

    /// <summary>The first character of a scheme, such as <c>https</c>.</summary>
    public static bool IsSchemeStart(char letter) => char.IsAsciiLetter(letter);

    /// <summary>The other characters of a scheme.</summary>
    public static bool IsScheme(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '+' or '.' or '_';

    /// <summary>A character of the name of another Trac in <c>#T1</c>.</summary>
    public static bool IsInterTrac(char letter) => char.IsAsciiLetter(letter) || letter is '.' or '+' or '-';

    /// <summary>A character of an e-mail address before the at sign.</summary>
    public static bool IsEmail(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '\'' or '+' or '_' or '-';

    /// <summary>What separates the label in a bracketed link: white space, and the space without width that browsers copy.</summary>
    public static bool IsSeparator(char letter) => letter == '\u200b' || IsSpace(letter);

    private static bool IsWord(UnicodeCategory category)
        => category <= UnicodeCategory.OtherLetter || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Unicode's Other_Lowercase.</summary>
    private static bool IsOtherLower(char letter)
        => letter is '\u00AA' or '\u00BA' or (>= '\u02B0' and <= '\u02B8') or '\u02C0' or '\u02C1' or (>= '\u02E0' and <= '\u02E4') or '\u0345'
            or '\u037A' or (>= '\u1D2C' and <= '\u1D6A') or '\u1D78' or (>= '\u1D9B' and <= '\u1DBF') or '\u2071' or '\u207F'
            or (>= '\u2090' and <= '\u209C') or (>= '\u2170' and <= '\u217F') or (>= '\u24D0' and <= '\u24E9') or '\u2C7C' or '\u2C7D'
            or '\uA69C' or '\uA69D' or '\uA770' or (>= '\uA7F2' and <= '\uA7F4') or '\uA7F8' or '\uA7F9' or (>= '\uAB5C' and <= '\uAB5F') or '\uAB69';
}
