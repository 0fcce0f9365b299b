namespace OffTrac.Sdk.Rpc;

/// <summary>
/// What goes over the wire, in either direction and protocol: <see cref="RpcInteger"/>, <see cref="RpcBoolean"/>, <see cref="RpcDouble"/>,
/// <see cref="RpcText"/>, <see cref="RpcTime"/>, <see cref="RpcBinary"/>, <see cref="RpcArray"/>, <see cref="RpcStruct"/> and
/// <see cref="RpcNil"/>; there are no others. XML-RPC writes nil as an empty string, as Trac does.
/// </summary>
public abstract class RpcValue
{
    private protected RpcValue()
    {
    }

    /// <summary>Its type as people know it, such as <c>string</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RpcValue(int value) => RpcInteger.Of(value);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RpcValue(long value) => RpcInteger.Of(value);

    /// <summary>A truth value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator RpcValue(bool value) => RpcBoolean.Of(value);

    /// <summary>A number with a fraction.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RpcValue(double value) => new RpcDouble(value);

    /// <summary>A text; nil for null.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator RpcValue(string? value) => value is null ? RpcNil.Value : new RpcText(value);

    /// <summary>A time.</summary>
    /// <param name="value">The time.</param>
    public static implicit operator RpcValue(DateTimeOffset value) => new RpcTime(value);

    /// <summary>A time; nil for null.</summary>
    /// <param name="value">The time.</param>
    public static implicit operator RpcValue(DateTimeOffset? value) => value is { } time ? new RpcTime(time) : RpcNil.Value;

    /// <summary>The same as the conversion.</summary>
    /// <param name="value">The number.</param>
    public static RpcValue FromInt64(long value) => value;

    /// <summary>The same as the conversion.</summary>
    /// <param name="value">The text.</param>
    public static RpcValue FromString(string? value) => value;

    internal static string NameOf<T>()
        where T : RpcValue => typeof(T) switch
        {
            var t when t == typeof(RpcInteger) => RpcInteger.Name,
            var t when t == typeof(RpcBoolean) => RpcBoolean.Name,
            var t when t == typeof(RpcDouble) => RpcDouble.Name,
            var t when t == typeof(RpcText) => RpcText.Name,
            var t when t == typeof(RpcTime) => RpcTime.Name,
            var t when t == typeof(RpcBinary) => RpcBinary.Name,
            var t when t == typeof(RpcArray) => RpcArray.Name,
            var t when t == typeof(RpcStruct) => RpcStruct.Name,
            _ => RpcNil.Name,
        };
}
