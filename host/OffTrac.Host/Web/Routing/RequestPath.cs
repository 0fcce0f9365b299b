using System.Text;

namespace OffTrac.Host.Web.Routing;

/// <summary>
/// The path of a request, cut at its slashes first and percent-decoded once after that, so that <c>%2F</c> stays inside its segment
/// and <c>%252F</c> means a percent sign. Kestrel's own path is decoded in a way that can't tell the two apart.
/// </summary>
internal sealed class RequestPath
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private RequestPath(string raw, string[] rawSegments, string[] segments, bool endsWithSlash)
    {
        Raw = raw;
        RawSegments = rawSegments;
        Segments = segments;
        EndsWithSlash = endsWithSlash;
    }

    public static RequestPath Root { get; } = new("/", [], [], endsWithSlash: true);

    /// <summary>As it came, without scheme, host and query; begins with a slash.</summary>
    public string Raw { get; }

    public IReadOnlyList<string> RawSegments { get; }

    /// <summary>Decoded segments; without the empty one after a slash at the end.</summary>
    public IReadOnlyList<string> Segments { get; }

    public bool EndsWithSlash { get; }

    /// <summary>Reads the request's raw target (RFC 9112, 3.2).</summary>
    /// <returns>Null when it can't be a path; <paramref name="problem"/> says why in one line.</returns>
    public static RequestPath? Parse(string rawTarget, out string? problem)
    {
        var raw = PathOf(rawTarget);
        problem = null;
        if (raw.Length == 0 || raw[0] != '/')
        {
            problem = "The request's path does not begin with a slash.";
            return null;
        }
        var endsWithSlash = raw.EndsWith('/');
        var inner = raw.AsSpan(1);
        if (endsWithSlash && inner.Length > 0)
            inner = inner[..^1];
        if (inner.Length == 0)
            return new RequestPath(raw, [], [], endsWithSlash);
        var rawSegments = inner.ToString().Split('/');
        var segments = new string[rawSegments.Length];
        for (var i = 0; i < rawSegments.Length; i++)
        {
            if (Decode(rawSegments[i], out problem) is not { } segment)
                return null;
            segments[i] = segment;
        }
        return new RequestPath(raw, rawSegments, segments, endsWithSlash);
    }

    /// <summary>The segments from <paramref name="first"/> on, joined by slashes, decoded.</summary>
    public string Join(int first) => first >= Segments.Count ? "" : string.Join('/', Segments.Skip(first));

    private static string PathOf(string rawTarget)
    {
        var target = rawTarget.AsSpan();
        if (target.Length > 0 && target[0] != '/' && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            // Absolute form, as sent to proxies.
            target = target[(scheme + 3)..];
            var slash = target.IndexOfAny('/', '?');
            target = slash < 0 || target[slash] == '?' ? "/" : target[slash..];
        }
        var end = target.IndexOfAny('?', '#');
        return (end < 0 ? target : target[..end]).ToString();
    }

    private static string? Decode(string segment, out string? problem)
    {
        problem = null;
        var decoded = segment.AsSpan().ContainsAnyExceptInRange((char)0, (char)127) || segment.Contains('%', StringComparison.Ordinal)
            ? DecodePercent(segment, out problem)
            : segment;
        if (decoded is "." or "..")
            problem = $"The path holds the segment '{segment}'.";
        else if (decoded is not null && decoded.Contains('\0', StringComparison.Ordinal))
            problem = "The path holds a NUL character.";
        return problem is null ? decoded : null;
    }

    private static string? DecodePercent(string segment, out string? problem)
    {
        problem = null;
        var bytes = new byte[s_utf8.GetMaxByteCount(segment.Length)];
        var length = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                length += Encoding.UTF8.GetBytes(segment.AsSpan(i, 1), bytes.AsSpan(length));
                continue;
            }
            if (i + 2 >= segment.Length || !char.IsAsciiHexDigit(segment[i + 1]) || !char.IsAsciiHexDigit(segment[i + 2]))
            {
                problem = "The path holds a '%' that is not followed by two hexadecimal digits; write %25 for a percent sign.";
                return null;
            }
            bytes[length++] = (byte)((HexOf(segment[i + 1]) << 4) | HexOf(segment[i + 2]));
            i += 2;
        }
        try
        {
            return s_utf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            problem = "The path is not UTF-8 after percent-decoding.";
            return null;
        }
    }

    private static int HexOf(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
