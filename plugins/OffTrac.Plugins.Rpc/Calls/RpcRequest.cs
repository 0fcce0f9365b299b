using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>A request as it was read, in either protocol.</summary>
internal sealed record RpcRequest
{
    public const string Multicall = "system.multicall";

    /// <summary>Name of the method; null when there is none.</summary>
    public required RpcValue? Method { get; init; }

    /// <summary>The arguments, which JSON may bring in any type; null when there are none.</summary>
    public required RpcValue? Arguments { get; init; }

    /// <summary>The mark that JSON-RPC gives back with the answer.</summary>
    public RpcValue Id { get; init; } = RpcNil.Value;

    /// <summary>Whether a text holds half a surrogate pair, which no database can store.</summary>
    public bool HasLoneSurrogate { get; init; }

    /// <summary>The calls inside a multicall of the protocol's own form; null for any other request.</summary>
    public IReadOnlyList<RpcItem>? Items { get; init; }

    public string? MethodName => Method is null or RpcNil ? null : PythonText.Str(Method);
}
