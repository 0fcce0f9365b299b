namespace OffTrac.Sdk.Rpc;

/// <summary>The types of values, as signatures name them.</summary>
public enum RpcType
{
    /// <summary><c>int</c>; also of methods that answer nothing, which is 0.</summary>
    Int,

    /// <summary><c>boolean</c>.</summary>
    Boolean,

    /// <summary><c>string</c>.</summary>
    String,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>DateTime</c>.</summary>
    DateTime,

    /// <summary><c>Binary</c>.</summary>
    Binary,

    /// <summary><c>array</c>.</summary>
    Array,

    /// <summary><c>struct</c>.</summary>
    Struct,
}
