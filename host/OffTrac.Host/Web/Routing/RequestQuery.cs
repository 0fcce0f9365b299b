using System.Buffers;
using System.Text.Unicode;

namespace OffTrac.Host.Web.Routing;

/// <summary>The part of an address behind the question mark.</summary>
internal static class RequestQuery
{
    /// <summary>What keeps it from being text, in one line; null when all is well. Trac refuses the same.</summary>
    public static string? ProblemOf(string? query)
    {
        if (string.IsNullOrEmpty(query) || !query.Contains('%', StringComparison.Ordinal))
            return null;
        return query.Contains("%00", StringComparison.Ordinal) ? "The query holds a NUL character."
            : IsUtf8(query) ? null
            : "The query is not UTF-8 after percent-decoding.";
    }

    private static bool IsUtf8(string query)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(query.Length);
        try
        {
            var length = 0;
            for (var at = 0; at < query.Length; at++)
            {
                // Between escapes everything is ASCII, or was decoded by the server: a byte in its place parts them.
                var isEscape = query[at] == '%' && at + 2 < query.Length && char.IsAsciiHexDigit(query[at + 1]) && char.IsAsciiHexDigit(query[at + 2]);
                bytes[length++] = isEscape ? (byte)((Digit(query[at + 1]) << 4) | Digit(query[at + 2])) : (byte)'x';
                if (isEscape)
                    at += 2;
            }

            return Utf8.IsValid(bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int Digit(char letter) => char.IsAsciiDigit(letter) ? letter - '0' : (letter | 0x20) - 'a' + 10;
}
