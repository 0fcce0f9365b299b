using System.Text;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>
/// Shell-style wildcards as Python's fnmatch has them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>. A bracket that is not closed is
/// itself. Matching takes at most the product of both lengths.
/// </summary>
internal sealed class GlobPattern(string pattern, bool ignoreCase = false)
{
    private readonly List<GlobPart> _parts = [.. Parse(pattern, ignoreCase)];

    public bool Matches(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var (part, at) = (0, 0);
        var (star, resume) = (-1, 0);
        while (at < runes.Length)
        {
            if (part < _parts.Count && _parts[part].IsStar)
            {
                (star, resume) = (part++, at);
            }
            else if (part < _parts.Count && _parts[part].Matches(ignoreCase ? Rune.ToLowerInvariant(runes[at]) : runes[at]))
            {
                part++;
                at++;
            }
            else if (star >= 0)
            {
                (part, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (part < _parts.Count && _parts[part].IsStar)
            part++;
        return part == _parts.Count;
    }

    private static IEnumerable<GlobPart> Parse(string pattern, bool ignoreCase)
    {
        var runes = (ignoreCase ? pattern.ToLowerInvariant() : pattern).EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            switch (runes[i].Value)
            {
                case '*':
                    yield return GlobPart.Star;
                    break;
                case '?':
                    yield return GlobPart.AnyOne;
                    break;
                case '[' when ClosingBracket(runes, i) is { } end:
                    yield return GlobPart.Set(runes.AsSpan((i + 1)..end));
                    i = end;
                    break;
                default:
                    yield return GlobPart.One(runes[i]);
                    break;
            }
        }
    }

    /// <summary>A bracket right after the opening one, or after its exclamation mark, is a member of the set.</summary>
    private static int? ClosingBracket(Rune[] runes, int open)
    {
        var from = open + 1;
        if (from < runes.Length && runes[from].Value == '!')
            from++;
        if (from < runes.Length && runes[from].Value == ']')
            from++;
        var end = Array.FindIndex(runes, Math.Min(from, runes.Length), static rune => rune.Value == ']');
        return end < 0 ? null : end;
    }
}
