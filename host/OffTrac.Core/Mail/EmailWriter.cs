using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OffTrac.Sdk.Mail;

namespace OffTrac.Core.Mail;

/// <summary>Writes messages (RFC 5322, RFC 2045) as Trac does: the text in a part of its own, several forms of it as alternatives.</summary>
/// <param name="encoding">Transfer encoding of texts: <c>none</c>, <c>base64</c>, <c>qp</c>, <c>quoted-printable</c>.</param>
public sealed class EmailWriter(string encoding)
{
    /// <summary>Names of headers whose text must stay whole: encoded they would not be found again.</summary>
    private static readonly string[] s_atoms = ["Message-ID", "In-Reply-To", "References"];

    /// <summary>The message with lines that end with CR LF.</summary>
    public byte[] Write(EmailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var written = new MemoryStream();
        var boundary = NewBoundary();
        Line(written, "Content-Type: multipart/related;");
        Line(written, $" boundary=\"{boundary}\"");
        Line(written, "MIME-Version: 1.0");
        foreach (var header in message.Headers)
            Line(written, Fold(header));
        Line(written, "");
        Line(written, $"--{boundary}");
        if (message.Bodies.Count == 1)
            Part(written, message.Bodies[0]);
        else
            Alternatives(written, message.Bodies);
        Line(written, "");
        Line(written, $"--{boundary}--");
        return written.ToArray();
    }

    private void Alternatives(MemoryStream written, IReadOnlyList<EmailBody> bodies)
    {
        var boundary = NewBoundary();
        Line(written, "Content-Type: multipart/alternative;");
        Line(written, $" boundary=\"{boundary}\"");
        Line(written, "MIME-Version: 1.0");
        Line(written, "");
        foreach (var body in bodies)
        {
            Line(written, $"--{boundary}");
            Part(written, body);
            Line(written, "");
        }

        Line(written, $"--{boundary}--");
    }

    private void Part(MemoryStream written, EmailBody body)
    {
        var encoded = BodyEncoding.Of(body.Text, encoding);
        Line(written, "MIME-Version: 1.0");
        Line(written, $"Content-Type: {OneLine(body.MediaType)}; charset=\"utf-8\"");
        Line(written, $"Content-Transfer-Encoding: {encoded.Name}");
        Line(written, "");
        written.Write(encoded.Lines);
    }

    private static string Fold(EmailHeader header)
    {
        var lines = new HeaderLines($"{OneLine(header.Name)}:");
        if (header.Addresses.Count > 0)
        {
            lines.AddAtom(" ");
            AddressText.Add([.. header.Addresses.Select(address => new EmailAddress(Plain(address.Name ?? ""), OneLine(address.Address)))], lines);
        }
        else if (Plain(header.Text) is { Length: > 0 } text)
        {
            lines.AddAtom(" ");
            if (s_atoms.Contains(header.Name, StringComparer.OrdinalIgnoreCase))
                lines.AddAtom(text);
            else
                lines.AddText(text);
        }

        return lines.ToString();
    }

    /// <summary>One line, in which nothing looks like an encoded word that is none.</summary>
    private static string Plain(string text) => OneLine(text).Replace("=?", "=\u200b?", StringComparison.Ordinal);

    /// <summary>A line break would begin another header.</summary>
    private static string OneLine(string text) => text.AsSpan().ContainsAny('\r', '\n', '\0')
        ? text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\r', ' ').Replace('\n', ' ').Replace("\0", "", StringComparison.Ordinal)
        : text;

    private static string NewBoundary() =>
        string.Create(CultureInfo.InvariantCulture, $"==============={Random64():D19}==");

    private static ulong Random64() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) % 10_000_000_000_000_000_000;

    private static void Line(MemoryStream written, string text)
    {
        written.Write(Encoding.UTF8.GetBytes(text));
        written.Write("\r\n"u8);
    }
}
