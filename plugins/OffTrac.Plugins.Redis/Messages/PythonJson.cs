using System.Buffers;
using System.Buffers.Text;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>
/// Writes JSON in the text form of Python's <c>json.dumps</c> with its defaults: one line, <c>", "</c> and <c>": "</c>, ASCII only,
/// <c>\uXXXX</c> with lower-case digits.
/// </summary>
internal sealed class PythonJson(IBufferWriter<byte> output)
{
    private bool _needsComma;

    public void BeginObject() => Begin((byte)'{');

    public void EndObject() => End((byte)'}');

    public void BeginArray() => Begin((byte)'[');

    public void EndArray() => End((byte)']');

    public void Name(ReadOnlySpan<char> name)
    {
        Separate();
        Quote(name);
        output.Write(": "u8);
        _needsComma = false;
    }

    public void Value(string? text)
    {
        Separate();
        if (text is null)
            output.Write("null"u8);
        else
            Quote(text);
        _needsComma = true;
    }

    public void Value(long number)
    {
        Separate();
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var written);
        output.Write(digits[..written]);
        _needsComma = true;
    }

    /// <summary>A value that is JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Separate();
        output.Write(json);
        _needsComma = true;
    }

    /// <summary>Bytes that a text takes, quotes included.</summary>
    public static int LengthOf(ReadOnlySpan<char> text)
    {
        var length = 2;
        foreach (var letter in text)
            length += IsPlain(letter) ? 1 : ShortEscape(letter) != 0 ? 2 : 6;
        return length;
    }

    private void Begin(byte bracket)
    {
        Separate();
        Put(bracket);
        _needsComma = false;
    }

    private void End(byte bracket)
    {
        Put(bracket);
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
            output.Write(", "u8);
    }

    private void Put(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private void Quote(ReadOnlySpan<char> text)
    {
        Put((byte)'"');
        while (!text.IsEmpty)
        {
            // In parts, so that a long text needs no buffer of six times its length.
            var part = text[..Math.Min(text.Length, 4096)];
            var buffer = output.GetSpan(part.Length * 6);
            var written = 0;
            foreach (var letter in part)
                written += Escape(letter, buffer[written..]);
            output.Advance(written);
            text = text[part.Length..];
        }

        Put((byte)'"');
    }

    private static int Escape(char letter, Span<byte> buffer)
    {
        if (IsPlain(letter))
        {
            buffer[0] = (byte)letter;
            return 1;
        }

        buffer[0] = (byte)'\\';
        if (ShortEscape(letter) is var escape and not 0)
        {
            buffer[1] = escape;
            return 2;
        }

        buffer[1] = (byte)'u';
        for (var i = 0; i < 4; i++)
            buffer[2 + i] = "0123456789abcdef"u8[(letter >> (12 - (4 * i))) & 0xf];
        return 6;
    }

    private static bool IsPlain(char letter) => letter is >= ' ' and <= '~' and not ('"' or '\\');

    private static byte ShortEscape(char letter) => letter switch
    {
        '"' => (byte)'"',
        '\\' => (byte)'\\',
        '\b' => (byte)'b',
        '\t' => (byte)'t',
        '\n' => (byte)'n',
        '\f' => (byte)'f',
        '\r' => (byte)'r',
        _ => 0,
    };
}
