using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>XML-RPC on <c>/rpc</c> and <c>/xmlrpc</c>.</summary>
[Component("tracrpc.xml_rpc.XmlRpcProtocol")]
internal sealed class XmlRpcProtocol(RpcWeb web) : IRpcProtocol, IRequestHandler
{
    public string Name => "XML-RPC";

    public IReadOnlyList<string> Paths { get; } = [RpcWeb.Path, "xmlrpc"];

    public IReadOnlyList<string> MediaTypes { get; } = ["application/xml", "text/xml"];

    public IRpcCodec Codec { get; } = new XmlRpcCodec();

    public IReadOnlyList<Route> Routes { get; } = RpcWeb.RoutesOf("xmlrpc");

    public ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation) => web.HandleAsync(request, cancellation);

    public string Example(string address) => $"""
        curl -H 'Content-Type: application/xml' {address} --data '<?xml version="1.0"?>
        <methodCall><methodName>wiki.getPage</methodName>
        <params><param><value><string>WikiStart</string></value></param></params></methodCall>'
        """;
}
