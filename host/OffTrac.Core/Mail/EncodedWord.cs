using System.Globalization;
using System.Text;

namespace OffTrac.Core.Mail;

/// <summary>Words of other than ASCII characters in a header (RFC 2047), always in UTF-8.</summary>
internal static class EncodedWord
{
    /// <summary>What stands around the encoded text: <c>=?utf-8?q?</c> and <c>?=</c>.</summary>
    public const int Overhead = 12;

    /// <summary>The shorter of both forms; that which people can read somewhat counts five less.</summary>
    public static string Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var quoted = bytes.Sum(value => IsSafe(value) || value == ' ' ? 1 : 3);
        return quoted - ((bytes.Length + 2) / 3 * 4) < 5
            ? $"=?utf-8?q?{Quoted(bytes)}?="
            : $"=?utf-8?b?{Convert.ToBase64String(bytes)}?=";
    }

    /// <summary>The text of a word that <see cref="Encode"/> made, and what follows it.</summary>
    public static string Decode(string text)
    {
        var end = text.IndexOf("?=", Overhead - 2, StringComparison.Ordinal);
        var body = text[(Overhead - 2)..end];
        var bytes = text[Overhead - 4] == 'b' ? Convert.FromBase64String(body) : Unquoted(body);
        return Encoding.UTF8.GetString(bytes) + text[(end + 2)..];
    }

    private static string Quoted(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var value in bytes)
        {
            if (IsSafe(value))
                text.Append((char)value);
            else if (value == ' ')
                text.Append('_');
            else
                text.Append(CultureInfo.InvariantCulture, $"={value:X2}");
        }

        return text.ToString();
    }

    private static byte[] Unquoted(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
            }
        }

        return [.. bytes];
    }

    private static bool IsSafe(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'!' or (byte)'*' or (byte)'+' or (byte)'/';
}
