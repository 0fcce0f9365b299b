using System.Text;

namespace OffTrac.Plugins.Rpc.Tests.Wire;

/// <summary>A body of any length that is nowhere in memory: a beginning, a piece that comes again and again, an end.</summary>
internal sealed class RepeatedBytes(byte[] begin, byte[] piece, long times, byte[] end) : Stream
{
    private readonly byte[] _begin = begin;
    private readonly byte[] _piece = piece;
    private readonly byte[] _end = end;

    public RepeatedBytes(string begin, string piece, long times, string end)
        : this(Encoding.UTF8.GetBytes(begin), Encoding.UTF8.GetBytes(piece), times, Encoding.UTF8.GetBytes(end))
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _begin.Length + (_piece.Length * times) + _end.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var (source, at) = Position < _begin.Length ? (_begin, (int)Position)
            : Position < Length - _end.Length ? (_piece, (int)((Position - _begin.Length) % _piece.Length))
            : (_end, (int)(Position - Length + _end.Length));
        var count = Math.Min(buffer.Length, source.Length - at);
        source.AsSpan(at, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
