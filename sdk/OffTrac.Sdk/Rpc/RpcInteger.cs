using System.Globalization;
using System.Numerics;

namespace OffTrac.Sdk.Rpc;

/// <summary>A whole number of any size.</summary>
public sealed class RpcInteger : RpcValue
{
    internal const string Name = "int";

    private static readonly RpcInteger s_zero = new(0);

    /// <summary>Makes it.</summary>
    /// <param name="value">The number.</param>
    public RpcInteger(BigInteger value) => Value = value;

    /// <summary>The number.</summary>
    public BigInteger Value { get; }

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>The value for a number.</summary>
    /// <param name="value">The number.</param>
    public static RpcInteger Of(long value) => value == 0 ? s_zero : new RpcInteger(value);

    /// <summary>The number, when it fits into 32 bits.</summary>
    /// <param name="value">The number.</param>
    public bool TryGetInt32(out int value)
    {
        var fits = Value >= int.MinValue && Value <= int.MaxValue;
        value = fits ? (int)Value : 0;
        return fits;
    }

    /// <summary>The digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
