namespace OffTrac.Sdk.Rpc;

/// <summary>No value: JSON's <c>null</c>, XML-RPC's <c>nil</c>.</summary>
public sealed class RpcNil : RpcValue
{
    internal const string Name = "nil";

    private RpcNil()
    {
    }

    /// <summary>The only one.</summary>
    public static RpcNil Value { get; } = new();

    /// <inheritdoc />
    public override string TypeName => Name;
}
