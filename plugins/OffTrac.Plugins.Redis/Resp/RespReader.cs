using System.Buffers;
using System.Buffers.Text;

namespace OffTrac.Plugins.Redis.Resp;

/// <summary>
/// Reads answers of version 2 of Redis's protocol. See https://redis.io/docs/latest/develop/reference/protocol-spec/. Whoever is at the
/// other end may send anything: lengths are checked before memory is taken for them.
/// </summary>
internal static class RespReader
{
    public const int LongestLine = 64 * 1024;
    public const int LongestBulk = 64 * 1024 * 1024;
    public const int MostElements = 1024 * 1024;
    public const int Deepest = 8;

    /// <summary>Reads one answer.</summary>
    /// <param name="buffer">What has come so far; begins after the answer when there is one.</param>
    /// <param name="value">The answer.</param>
    /// <returns>False when more must come first.</returns>
    /// <exception cref="RespFormatException">It is none.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out RespValue value)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!TryRead(ref reader, depth: 0, out value))
            return false;
        buffer = buffer.Slice(reader.Position);
        return true;
    }

    private static bool TryRead(ref SequenceReader<byte> reader, int depth, out RespValue value)
    {
        value = default;
        if (!TryReadLine(ref reader, out var line))
            return false;
        if (line.Length == 0)
            throw new RespFormatException("Redis sent an empty line where an answer begins.");
        switch (line[0])
        {
            case (byte)'+':
                value = new RespValue(RespKind.Simple, line.AsMemory(1));
                return true;
            case (byte)'-':
                value = new RespValue(RespKind.Error, line.AsMemory(1));
                return true;
            case (byte)':':
                _ = Number(line, long.MinValue, long.MaxValue);
                value = new RespValue(RespKind.Integer, line.AsMemory(1));
                return true;
            case (byte)'$':
                return TryReadBulk(ref reader, (int)Number(line, -1, LongestBulk), out value);
            case (byte)'*':
                return TryReadArray(ref reader, (int)Number(line, -1, MostElements), depth, out value);
            default:
                throw new RespFormatException($"Redis sent 0x{line[0]:x2} where an answer begins; is it another server?");
        }
    }

    private static bool TryReadBulk(ref SequenceReader<byte> reader, int length, out RespValue value)
    {
        value = default;
        if (length < 0)
            return true;
        if (reader.Remaining < length + 2)
            return false;
        var bytes = new byte[length];
        reader.TryCopyTo(bytes);
        reader.Advance(length);
        if (!reader.IsNext("\r\n"u8, advancePast: true))
            throw new RespFormatException("A text of Redis has another length than it says.");
        value = new RespValue(RespKind.Bulk, bytes);
        return true;
    }

    private static bool TryReadArray(ref SequenceReader<byte> reader, int count, int depth, out RespValue value)
    {
        value = default;
        if (count < 0)
            return true;
        if (depth >= Deepest)
            throw new RespFormatException("Redis sent lists in lists, too deep to be an answer.");
        // Elements that have not come yet take no memory.
        var items = new List<RespValue>(Math.Min(count, 16));
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(ref reader, depth + 1, out var item))
                return false;
            items.Add(item);
        }

        value = new RespValue(RespKind.Array, default, items);
        return true;
    }

    private static bool TryReadLine(ref SequenceReader<byte> reader, out byte[] line)
    {
        line = [];
        if (!reader.TryReadTo(out ReadOnlySequence<byte> found, "\r\n"u8, advancePastDelimiter: true))
        {
            return reader.Remaining <= LongestLine ? false : throw new RespFormatException("Redis sent a line without an end.");
        }

        if (found.Length > LongestLine)
            throw new RespFormatException("Redis sent a line that is too long.");
        line = found.ToArray();
        return true;
    }

    private static long Number(ReadOnlySpan<byte> line, long least, long most) =>
        Utf8Parser.TryParse(line[1..], out long number, out var used) && used == line.Length - 1 && line.Length > 1 && number >= least && number <= most
            ? number
            : throw new RespFormatException("Redis sent a number that is none, or is out of bounds.");
}
