using OffTrac.Plugins.Macros.Syntax;

namespace OffTrac.Plugins.Macros.Images;

/// <summary>Lengths as CSS has them.</summary>
internal static class ImageLength
{
    private static readonly HashSet<string> s_units = new(StringComparer.Ordinal)
    {
        "%", "ch", "em", "ex", "ic", "rem", "vh", "vw", "vmax", "vmin", "vb", "vi", "px", "cm", "mm", "Q", "in", "pc", "pt",
    };

    /// <summary>A whole number, or a decimal one with a unit.</summary>
    public static bool IsLength(string text)
    {
        var whole = Digits(text, 0);
        if (whole == text.Length)
            return whole > 0;
        var end = whole;
        if (text[whole] == '.')
        {
            end = Digits(text, whole + 1);
            if (end == whole + 1)
                return false;
        }

        return end > 0 && s_units.Contains(text[end..]);
    }

    /// <summary>A length; numbers alone are pixels.</summary>
    /// <exception cref="OffTrac.Sdk.Wiki.WikiMacroException">It is none.</exception>
    public static string Read(string text, string name)
    {
        if (text.Length > 0 && text.All(char.IsDigit))
            return text + "px";
        if (IsLength(text))
            return text;
        return PythonNumber.TryRead(text, minimum: 1) is { } pixels
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pixels}px")
            : throw MacroError.InvalidArgument(text, name);
    }

    private static int Digits(string text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
            from++;
        return from;
    }
}
