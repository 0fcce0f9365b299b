using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>What one component brings.</summary>
internal sealed record RpcNamespace(string Name, string Description, IReadOnlyList<RpcMethod> Methods);
