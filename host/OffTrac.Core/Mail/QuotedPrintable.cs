using System.Text;

namespace OffTrac.Core.Mail;

/// <summary>Lines in quoted-printable (RFC 2045, 6.7), broken where Python breaks them.</summary>
internal static class QuotedPrintable
{
    public static byte[] Encode(IReadOnlyList<byte[]> lines, int width)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            Add(Quoted(line), width, text);
            text.Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Add(string line, int width, StringBuilder text)
    {
        var start = 0;
        var last = line.Length - 1 - width;
        while (start <= last)
        {
            // An escape is three characters and stays whole.
            var stop = start + width - 1;
            if (line[stop - 2] == '=')
                stop -= 2;
            else if (line[stop - 1] == '=')
                stop -= 1;
            text.Append(line, start, stop - start).Append("=\r\n");
            start = stop;
        }

        if (line.Length == 0 || line[^1] is not (' ' or '\t'))
        {
            text.Append(line, start, line.Length - start);
            return;
        }

        var room = start - last;
        text.Append(line, start, line.Length - 1 - start).Append(room switch
        {
            >= 3 => Escape((byte)line[^1]),
            2 => line[^1] + "=\r\n",
            _ => "=\r\n" + Escape((byte)line[^1]),
        });
    }

    private static string Quoted(byte[] line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var value in line)
            _ = value is >= (byte)' ' and <= (byte)'~' and not (byte)'=' or (byte)'\t' ? text.Append((char)value) : text.Append(Escape(value));
        return text.ToString();
    }

    private static string Escape(byte value) => $"={value:X2}";
}
