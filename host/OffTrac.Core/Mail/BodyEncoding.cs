using System.Text;

namespace OffTrac.Core.Mail;

/// <summary>A text as the lines of a message part, and by which transfer encoding (RFC 2045).</summary>
/// <param name="Name">Name of the encoding.</param>
/// <param name="Lines">The lines with their ends.</param>
internal sealed record BodyEncoding(string Name, byte[] Lines)
{
    /// <summary>Longest line that may be sent (RFC 5322, 2.1.1).</summary>
    private const int MostAllowed = 998;

    private const int Most = 78;

    /// <param name="text">The text.</param>
    /// <param name="wanted"><c>none</c>, <c>base64</c>, <c>qp</c> or <c>quoted-printable</c>: what Trac's <c>mime_encoding</c> says.</param>
    public static BodyEncoding Of(string text, string wanted)
    {
        var lines = SplitLines(Encoding.UTF8.GetBytes(text));
        return wanted.ToLowerInvariant() switch
        {
            "base64" => Base64(lines, Most),
            "qp" or "quoted-printable" => new BodyEncoding("quoted-printable", QuotedPrintable.Encode(lines, Most)),
            _ when lines.TrueForAll(line => line.Length <= MostAllowed) =>
                new BodyEncoding(lines.TrueForAll(line => Ascii.IsValid(line)) ? "7bit" : "8bit", Join(lines)),
            _ => Best(lines),
        };
    }

    /// <summary>For lines that are too long as they are: what is shorter for the first of them.</summary>
    private static BodyEncoding Best(List<byte[]> lines)
    {
        var sample = lines.Take(10).ToList();
        return QuotedPrintable.Encode(sample, MostAllowed).Length > (Join(sample).Length + 2) / 3 * 4
            ? Base64(lines, MostAllowed)
            : new BodyEncoding("quoted-printable", QuotedPrintable.Encode(lines, MostAllowed));
    }

    private static BodyEncoding Base64(List<byte[]> lines, int width)
    {
        var bytes = Join(lines);
        var step = width / 4 * 3;
        var text = new StringBuilder((bytes.Length * 4 / 3) + (bytes.Length / step * 2) + 8);
        for (var i = 0; i < bytes.Length; i += step)
            text.Append(Convert.ToBase64String(bytes, i, Math.Min(step, bytes.Length - i))).Append("\r\n");
        return new BodyEncoding("base64", Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static byte[] Join(List<byte[]> lines)
    {
        using var joined = new MemoryStream();
        foreach (var line in lines)
        {
            joined.Write(line);
            joined.Write("\r\n"u8);
        }

        return joined.ToArray();
    }

    private static List<byte[]> SplitLines(byte[] text)
    {
        var lines = new List<byte[]>();
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0)
                end = rest.Length;
            lines.Add(rest[..end].ToArray());
            rest = rest[end..];
            rest = rest.StartsWith("\r\n"u8) ? rest[2..] : rest.Length > 0 ? rest[1..] : rest;
        }

        return lines.Count > 0 ? lines : [[]];
    }
}
