using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace OffTrac.Plugins.Redis.Resp;

/// <summary>Writes requests: arrays of texts with their lengths.</summary>
internal static class RespWriter
{
    public static void BeginCommand(IBufferWriter<byte> output, int parts) => Header(output, (byte)'*', parts);

    public static void Part(IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        Header(output, (byte)'$', value.Length);
        output.Write(value);
        output.Write("\r\n"u8);
    }

    public static void Part(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Header(output, (byte)'$', length);
        output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(length)));
        output.Write("\r\n"u8);
    }

    public static void Part(IBufferWriter<byte> output, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Part(output, digits[..length]);
    }

    private static void Header(IBufferWriter<byte> output, byte mark, int number)
    {
        var span = output.GetSpan(24);
        span[0] = mark;
        Utf8Formatter.TryFormat(number, span[1..], out var length);
        span[length + 1] = (byte)'\r';
        span[length + 2] = (byte)'\n';
        output.Advance(length + 3);
    }
}
