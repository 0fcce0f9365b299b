using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>Which addresses may be linked to, and from where images may come with the reader's credentials.</summary>
internal sealed class AddressSafety(IReadOnlyList<string> schemes, IReadOnlyList<string> origins)
{
    private static readonly SearchValues<char> s_schemeLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+._");

    private readonly FrozenSet<string> _schemes = schemes.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>No scheme, or a safe one: what is neither letter nor digit does not count, as in Trac and some browsers of old.</summary>
    public bool IsSafe(string address)
    {
        var part = address.AsSpan();
        var fragment = part.IndexOf('#');
        if (fragment >= 0)
            part = part[..fragment];
        var colon = part.IndexOf(':');
        return colon < 0 || _schemes.Contains(SchemeOf(part[..colon]));
    }

    public bool IsSafeScheme(string scheme) => _schemes.Contains(scheme);

    public bool IsSafeOrigin(string address, string? scheme = null)
    {
        if (address.Length == 0 || (!address.Contains(':', StringComparison.Ordinal) && !address.StartsWith("//", StringComparison.Ordinal)))
            return true;
        if (origins.Contains("*", StringComparer.Ordinal))
            return true;
        var absolute = WithPath(scheme is not null && address.StartsWith("//", StringComparison.Ordinal) ? $"{scheme}:{address}" : address);
        foreach (var origin in origins)
        {
            var safe = WithPath(origin);
            if (safe.EndsWith(':') && absolute.StartsWith(safe, StringComparison.Ordinal))
                return true;
            if (string.Equals(safe, absolute, StringComparison.Ordinal)
                || absolute.StartsWith(safe.EndsWith('/') ? safe : safe + "/", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string SchemeOf(ReadOnlySpan<char> text)
    {
        // No safe scheme is nearly as long; a long text before a colon must not be copied for each attribute.
        const int longest = 64;
        var scheme = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsLetterOrNumber(rune) && scheme.Append(rune.ToString()).Length > longest)
                break;
        }

        return scheme.ToString().ToLowerInvariant();
    }

    private static bool IsLetterOrNumber(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>A host without a path gets the path of its root.</summary>
    private static string WithPath(string address)
    {
        var slashes = address.IndexOf("//", StringComparison.Ordinal);
        if (slashes < 0 || slashes + 2 == address.Length || address.IndexOf('/', slashes + 2) >= 0 || !IsScheme(address.AsSpan(0, slashes)))
            return address;
        return address + "/";
    }

    /// <summary>Nothing, or a scheme with its colon.</summary>
    private static bool IsScheme(ReadOnlySpan<char> text) =>
        text.IsEmpty
        || (text[^1] == ':' && char.IsAsciiLetter(text[0]) && text[..^1].IndexOfAnyExcept(s_schemeLetters) < 0);
}
