using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Rpc.Documentation;

/// <summary>What <c>rpc.hbs</c> shows: the protocols with their addresses, the methods with their signatures and permissions.</summary>
internal static class DocumentationPage
{
    public static PageData Of(IRpcProtocol protocol, WebRequest request) => new PageData()
        .Add("name", protocol.Name)
        .Add("mediaTypes", protocol.MediaTypes)
        .Add("anonymous", protocol.Paths.Select(path => request.AbsoluteHref(path)))
        .Add("authenticated", protocol.Paths.Select(path => request.AbsoluteHref("login", path)))
        .Add("example", protocol.Example(request.AbsoluteHref(RpcWeb.Path)));

    public static PageData Data(IEnumerable<PageData> protocols, IReadOnlyList<RpcNamespace> namespaces) => new PageData()
        .Add("title", "Remote Procedure Call (RPC)")
        .Add("version", "1.2.0")
        .Add("protocols", protocols)
        .Add("namespaces", namespaces.OrderBy(space => space.Name, StringComparer.Ordinal).Select(Of));

    private static PageData Of(RpcNamespace space) => new PageData()
        .Add("name", space.Name)
        .Add("description", space.Description)
        .Add("methods", space.Methods.Select(method => new PageData()
            .Add("signature", RpcSignature.Line($"{space.Name}.{method.Name}", method))
            .Add("description", method.Description)
            .Add("permission", method.Permission ?? "By resource")));
}
