using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace OffTrac.Core.Mimeview;

/// <summary>What keywords, file names and texts say of a type.</summary>
internal sealed partial class MimeTypeMap
{
    private const int LooksAt = 1000;

    private static readonly TimeSpan s_patternLimit = TimeSpan.FromMilliseconds(100);

    private readonly FrozenDictionary<string, string> _keywords;
    private readonly IReadOnlyList<(string MimeType, Regex Pattern)> _patterns;

    /// <param name="keywords">Keywords and what they mean; the last of two counts.</param>
    /// <param name="patterns">Types with regular expressions; what is none is left out.</param>
    public MimeTypeMap(IEnumerable<KeyValuePair<string, string>> keywords, IEnumerable<string> patterns)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (keyword, type) in keywords)
            known[keyword] = type;
        _keywords = known.ToFrozenDictionary(StringComparer.Ordinal);
        _patterns = [.. patterns.Select(ReadPattern).OfType<(string, Regex)>()];
    }

    public IReadOnlyDictionary<string, string> Keywords => _keywords;

    /// <summary>By pattern, ending or keyword, usual ending, then by the text; null when nobody can tell.</summary>
    public string? Find(string name, string? text)
    {
        foreach (var (type, pattern) in _patterns)
        {
            if (IsMatch(pattern, name))
                return type;
        }

        if (_keywords.TryGetValue(name[(name.LastIndexOf('.') + 1)..], out var known))
            return known;
        return ByEnding(name) ?? (string.IsNullOrEmpty(text) ? null : ByText(text));
    }

    private static string? ByEnding(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        var dot = file.LastIndexOf('.');
        return dot > 0 ? KnownMimeTypes.Endings.GetValueOrDefault(file[(dot + 1)..].ToLowerInvariant()) : null;
    }

    private string? ByText(string text)
    {
        var ends = text.Length <= LooksAt ? $"{text}\n\n{text}" : $"{text.AsSpan(0, LooksAt)}\n\n{text.AsSpan(text.Length - LooksAt)}";
        try
        {
            if (Mode().Match(ends) is not { Success: true } match)
                return text.AsSpan(0, Math.Min(LooksAt, text.Length)).Contains('\0') ? "application/octet-stream" : null;
            var mode = match.Groups["emacs"] is { Success: true } emacs ? emacs.Value.ToLowerInvariant() : match.Groups["mode"].Value;
            return _keywords.GetValueOrDefault(mode);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static (string MimeType, Regex Pattern)? ReadPattern(string mapping)
    {
        var colon = mapping.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        try
        {
            return (mapping[..colon], new Regex($"^(?:{mapping[(colon + 1)..]})", RegexOptions.CultureInvariant, s_patternLimit));
        }
        catch (ArgumentException)
        {
            // As in Trac, one bad pattern must not keep pages from being shown.
            return null;
        }
    }

    private static bool IsMatch(Regex pattern, string name)
    {
        try
        {
            return pattern.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>A first line for a shell, a line for Emacs, a line for Vim.</summary>
    [GeneratedRegex(
        """
        \#!.+?env\s+(?<mode>\w+) | \#!(?:[/\w.-_]+/)?(?<mode>\w+) | -\*-\s*(?:mode:\s*)?(?<emacs>[\w+-]+)\s*-\*-
        | vim:.*?(?:syntax|filetype|ft)=(?<mode>\w+)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mode();
}
