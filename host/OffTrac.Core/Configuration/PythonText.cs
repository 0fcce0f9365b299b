namespace OffTrac.Core.Configuration;

/// <summary>White space as Python's <c>str.strip</c> sees it, which Trac's files are read by.</summary>
internal static class PythonText
{
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var start = Indent(text);
        var end = text.Length;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    public static string Strip(string text)
    {
        var stripped = Strip(text.AsSpan());
        return stripped.Length == text.Length ? text : stripped.ToString();
    }

    public static ReadOnlySpan<char> StripEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary>Position of the first character that is no white space; the length when there is none.</summary>
    public static int Indent(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        return start;
    }

    /// <summary>Python counts the four separators of ASCII as white space, .NET does not.</summary>
    private static bool IsSpace(char letter) => char.IsWhiteSpace(letter) || letter is >= '\x1c' and <= '\x1f';
}
