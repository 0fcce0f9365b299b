namespace OffTrac.Sdk.Rpc;

/// <summary>True or false.</summary>
public sealed class RpcBoolean : RpcValue
{
    internal const string Name = "boolean";

    private RpcBoolean(bool value) => Value = value;

    /// <summary>True.</summary>
    public static RpcBoolean True { get; } = new(true);

    /// <summary>False.</summary>
    public static RpcBoolean False { get; } = new(false);

    /// <summary>Which of the two.</summary>
    public bool Value { get; }

    /// <inheritdoc />
    public override string TypeName => Name;

    /// <summary>One of the two.</summary>
    /// <param name="value">Which.</param>
    public static RpcBoolean Of(bool value) => value ? True : False;

    /// <summary>The word.</summary>
    public override string ToString() => Value ? "true" : "false";
}
