using System.Text;

namespace OffTrac.Plugins.Redis.Resp;

/// <summary>One answer of Redis.</summary>
internal readonly record struct RespValue(RespKind Kind, ReadOnlyMemory<byte> Bytes = default, IReadOnlyList<RespValue>? Items = null)
{
    /// <summary>Text of all but arrays; null of null.</summary>
    public string? Text => Kind is RespKind.Null or RespKind.Array ? null : Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Elements of an array; empty otherwise.</summary>
    public IReadOnlyList<RespValue> Elements => Items ?? [];
}
