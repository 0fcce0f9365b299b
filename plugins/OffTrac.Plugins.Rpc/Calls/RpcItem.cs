using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>One call inside a multicall.</summary>
internal sealed record RpcItem
{
    /// <summary>Name of the method; null when the item has none.</summary>
    public required RpcValue? Method { get; init; }

    /// <summary>The arguments; null when the item has none.</summary>
    public required RpcValue? Arguments { get; init; }

    /// <summary>JSON-RPC's mark.</summary>
    public RpcValue Id { get; init; } = RpcNil.Value;

    /// <summary>What is wrong with it, so that it can't be called; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>Reads an item as XML-RPC has it: a struct of <c>methodName</c> and <c>params</c>.</summary>
    public static RpcItem Of(RpcValue value)
    {
        if (value is not RpcStruct given)
            return new RpcItem { Method = null, Arguments = null, Problem = $"A call is a struct of methodName and params, not {value.TypeName}." };
        return given.Members.TryGetValue("methodName", out var method)
            ? new RpcItem { Method = method, Arguments = given.Members.GetValueOrDefault("params") }
            : new RpcItem { Method = null, Arguments = null, Problem = "'methodName'" };
    }
}
