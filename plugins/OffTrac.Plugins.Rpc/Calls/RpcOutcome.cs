using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>What came of a call: a value or a fault.</summary>
internal readonly record struct RpcOutcome
{
    private RpcOutcome(RpcValue? value, RpcFault? fault)
    {
        Value = value;
        Fault = fault;
    }

    public RpcValue? Value { get; }

    public RpcFault? Fault { get; }

    public static implicit operator RpcOutcome(RpcValue value) => new(value, null);

    public static implicit operator RpcOutcome(RpcFault fault) => new(null, fault);
}
