namespace OffTrac.Sdk.Rpc;

/// <summary>
/// Bytes, in memory or as a stream: what is large is never in memory as a whole. Written as base64. The host disposes those of a call
/// and of its answer once the answer was written.
/// </summary>
public sealed class RpcBinary : RpcValue, IAsyncDisposable
{
    internal const string Name = "Binary";

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Stream? _content;

    /// <summary>Makes it of bytes.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    public RpcBinary(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Makes it of a stream, which it owns from now on.</summary>
    /// <param name="content">The stream, read from where it stands to its end.</param>
    public RpcBinary(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        _content = content;
    }

    /// <summary>Number of bytes; null when only the end of the stream will tell.</summary>
    public long? Length => _content is null ? _bytes.Length : _content.CanSeek ? _content.Length : null;

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>The bytes as a stream, from the beginning where it can seek. It is the same one each time; leave the disposing to the host.</summary>
    public Stream OpenRead()
    {
        if (_content is null)
            return System.Runtime.InteropServices.MemoryMarshal.TryGetArray(_bytes, out var segment)
                ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
                : new MemoryStream(_bytes.ToArray(), writable: false);
        if (_content.CanSeek)
            _content.Position = 0;
        return _content;
    }

    /// <summary>Closes the stream.</summary>
    public ValueTask DisposeAsync() => _content?.DisposeAsync() ?? default;
}
