using System.Globalization;
using System.Text;

namespace OffTrac.Core.Tickets;

/// <summary>
/// Text by Python's rules, which decide what Trac stores: its white space includes U+001C to U+001F, and order is by code point.
/// </summary>
internal static class TracText
{
    private const char ZeroWidthSpace = '\u200b';

    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary>What Python's <c>strip()</c> leaves; the same object when there is nothing to strip.</summary>
    public static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return end - start == text.Length ? text : text[start..end];
    }

    /// <summary>A name as Trac stores it: no blanks around it, and one for each run of them within.</summary>
    public static string SimplifySpace(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsSpace(c))
                name.Append(c);
            else if (name.Length > 0 && name[^1] != ' ')
                name.Append(' ');
        }

        return name.Length > 0 && name[^1] == ' ' ? name.ToString(0, name.Length - 1) : name.ToString();
    }

    /// <summary>Whether a comment counts as none.</summary>
    public static bool IsBlank(string? text)
    {
        foreach (var c in text.AsSpan())
        {
            if (!IsSpace(c) && c != ZeroWidthSpace)
                return false;
        }

        return true;
    }

    /// <summary>Items between separators, stripped; empty ones only when they are wanted.</summary>
    public static List<string> Split(string? text, char separator, bool keepEmpty = false)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var items = new List<string>();
        foreach (var part in text.Split(separator))
        {
            if (Strip(part) is { } item && (keepEmpty || item.Length > 0))
                items.Add(item);
        }

        return items;
    }

    /// <summary>Addresses without repetitions, separated by a comma and a blank, as Trac stores field <c>cc</c>.</summary>
    public static string NormalizeCc(string text)
    {
        var addresses = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is not (';' or ',') && !IsSpace(text[i]))
                continue;
            if (i > start && text[start..i] is { } address && !addresses.Contains(address, StringComparer.Ordinal))
                addresses.Add(address);
            start = i + 1;
        }

        return string.Join(", ", addresses);
    }

    /// <summary>Trac's truth: a number other than zero, or yes, true, enabled, on.</summary>
    public static bool IsTrue(string? text)
    {
        var word = Strip(text ?? "");
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number != 0
            : word.ToLowerInvariant() is "yes" or "true" or "enabled" or "on";
    }

    /// <summary>A whole number as Python reads it; nothing is 0.</summary>
    public static bool TryInteger(string text, out int number)
    {
        number = 0;
        return text.Length == 0
            || int.TryParse(Strip(text).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Whether it has letters, none of them small: the name of a permission rather than of a group.</summary>
    public static bool IsUpper(string text) => text.Any(char.IsUpper) && !text.Any(char.IsLower);

    /// <summary>Number of code points, which is what Trac's limits count.</summary>
    public static int Length(string? text)
    {
        var length = 0;
        foreach (var c in text.AsSpan())
        {
            if (!char.IsLowSurrogate(c))
                length++;
        }

        return length;
    }

    /// <summary>Order by code point, which differs from ordinal order beyond U+FFFF.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
            return left.Length.CompareTo(right.Length);
        if (common > 0 && char.IsHighSurrogate(left[common - 1]))
            common--;
        Rune.DecodeFromUtf16(left[common..], out var one, out _);
        Rune.DecodeFromUtf16(right[common..], out var other, out _);
        return one != other ? one.CompareTo(other) : left[common].CompareTo(right[common]);
    }
}
