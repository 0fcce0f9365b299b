namespace OffTrac.Plugins.Redis.Messages;

/// <summary>Patterns with <c>*</c> for any text, dots included, and <c>?</c> for one character.</summary>
internal static class Glob
{
    /// <summary>Whether a text has the form of a pattern; takes time in proportion to both lengths.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // The usual walk with one point to come back to: only the last star can be wrong about where it ends.
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++resume);
            else
                return false;
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}
