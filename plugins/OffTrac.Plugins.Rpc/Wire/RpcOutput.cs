using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>An answer on its way out: kept back while it is small, so that it goes with its length; sent in pieces once it is not.</summary>
internal sealed class RpcOutput(HttpResponse response) : IDisposable
{
    private const int FlushSize = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    public Span<byte> GetSpan(int size)
    {
        if (_buffer.Length - _count < size)
            Grow(size);
        return _buffer.AsSpan(_count);
    }

    public void Advance(int count) => _count += count;

    /// <summary>Writes text that is of ASCII.</summary>
    public void WriteAscii(ReadOnlySpan<char> text) => Advance(Encoding.ASCII.GetBytes(text, GetSpan(text.Length)));

    /// <summary>Sends what has come together if that is much.</summary>
    public ValueTask FlushIfLargeAsync(CancellationToken cancellation) => _count < FlushSize ? default : SendAsync(cancellation);

    /// <summary>Sends the rest; with the length if nothing went before.</summary>
    public ValueTask CompleteAsync(CancellationToken cancellation)
    {
        if (!response.HasStarted)
            response.ContentLength = _count;
        return SendAsync(cancellation);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        await response.Body.WriteAsync(_buffer.AsMemory(0, _count), cancellation).ConfigureAwait(false);
        _count = 0;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _count + size));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
