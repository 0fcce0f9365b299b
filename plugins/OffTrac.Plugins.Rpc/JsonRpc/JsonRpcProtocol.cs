using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Rpc.JsonRpc;

/// <summary>JSON-RPC on <c>/rpc</c> and <c>/jsonrpc</c>.</summary>
[Component("tracrpc.json_rpc.JsonRpcProtocol")]
internal sealed class JsonRpcProtocol(RpcWeb web) : IRpcProtocol, IRequestHandler
{
    public string Name => "JSON-RPC";

    public IReadOnlyList<string> Paths { get; } = [RpcWeb.Path, "jsonrpc"];

    public IReadOnlyList<string> MediaTypes { get; } = ["application/json"];

    public IRpcCodec Codec { get; } = new JsonRpcCodec();

    public IReadOnlyList<Route> Routes { get; } = RpcWeb.RoutesOf("jsonrpc");

    public ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation) => web.HandleAsync(request, cancellation);

    public string Example(string address) => $$"""
        curl -H 'Content-Type: application/json' {{address}} --data '{"method": "wiki.getPage", "params": ["WikiStart"], "id": 123}'
        """;
}
