using System.Globalization;

namespace OffTrac.Sdk.Rpc;

/// <summary>A number with a fraction.</summary>
public sealed class RpcDouble : RpcValue
{
    internal const string Name = "double";

    /// <summary>Makes it.</summary>
    /// <param name="value">The number.</param>
    public RpcDouble(double value) => Value = value;

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>The shortest digits that give the number back.</summary>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}
