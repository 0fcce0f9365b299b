using System.Text;
using OffTrac.Plugins.Rpc.Calls;

namespace OffTrac.Plugins.Rpc.JsonRpc;

/// <summary>The characters of a JSON body, one after the other: UTF-8, or UTF-16 or UTF-32 where the first bytes say so, as Python's <c>json</c> finds out.</summary>
internal sealed class JsonText : IDisposable
{
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[4096];
    private int _count;
    private int _next;
    private long _before;

    public JsonText(Stream body)
    {
        var encoding = EncodingOf(body);
        _reader = new StreamReader(body, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
    }

    /// <summary>How many characters were taken.</summary>
    public long Position => _before + _next;

    /// <summary>The next character, which stays; -1 at the end.</summary>
    public int Peek() => _next < _count || Fill() ? _buffer[_next] : -1;

    /// <summary>Takes the next character; -1 at the end.</summary>
    public int Read() => _next < _count || Fill() ? _buffer[_next++] : -1;

    /// <summary>Takes the characters up to, without, the next one of those that end a plain run in a string.</summary>
    public ReadOnlySpan<char> ReadPlain()
    {
        if (_next == _count && !Fill())
            return default;
        var rest = _buffer.AsSpan(_next, _count - _next);
        var length = 0;
        while (length < rest.Length && rest[length] is not ('"' or '\\') && rest[length] >= ' ')
            length++;
        _next += length;
        return rest[..length];
    }

    public void SkipWhiteSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
            _next++;
    }

    public void Dispose() => _reader.Dispose();

    private bool Fill()
    {
        _before += _count;
        _next = 0;
        try
        {
            _count = _reader.Read(_buffer, 0, _buffer.Length);
        }
        catch (DecoderFallbackException)
        {
            throw JsonReader.Malformed("the bytes are not of the encoding");
        }
        return _count > 0;
    }

    /// <summary>RFC 4627, 3, with byte order marks besides; the mark is skipped.</summary>
    private static Encoding EncodingOf(Stream body)
    {
        Span<byte> first = stackalloc byte[4];
        var count = body.ReadAtLeast(first, 4, throwOnEndOfStream: false);
        var (encoding, mark) = EncodingOf(first[..count]);
        body.Position = mark;
        return encoding;
    }

    private static (Encoding Encoding, int Mark) EncodingOf(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return (Utf8(), 3);
        if (first.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
            return (Utf32(bigEndian: false), 4);
        if (first.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return (Utf32(bigEndian: true), 4);
        if (first.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Utf16(bigEndian: false), 2);
        if (first.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Utf16(bigEndian: true), 2);
        return (WithoutMark(first), 0);
    }

    private static Encoding WithoutMark(ReadOnlySpan<byte> first) => first switch
    {
        [0, 0, ..] and { Length: 4 } => Utf32(bigEndian: true),
        [0, _, ..] => Utf16(bigEndian: true),
        [_, 0, 0, 0] => Utf32(bigEndian: false),
        [_, 0, ..] => Utf16(bigEndian: false),
        _ => Utf8(),
    };

    private static UTF8Encoding Utf8() => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static UTF32Encoding Utf32(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidCharacters: true);
}
