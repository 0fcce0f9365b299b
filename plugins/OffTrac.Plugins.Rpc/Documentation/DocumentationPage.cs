using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Rpc.Documentation;

/// <summary>What <c>rpc.hbs</c> shows: the protocols with their addresses, the methods with their signatures and permissions. Descriptions are wiki text.</summary>
internal sealed class DocumentationPage(IWikiRenderer renderer, WikiContext context)
{
    public static PageData Of(IRpcProtocol protocol, WebRequest request) => new PageData()
        .Add("name", protocol.Name)
        .Add("mediaTypes", protocol.MediaTypes)
        .Add("anonymous", protocol.Paths.Select(path => request.AbsoluteHref(path)))
        .Add("authenticated", protocol.Paths.Select(path => request.AbsoluteHref("login", path)))
        .Add("example", protocol.Example(request.AbsoluteHref(RpcWeb.Path)));

    public async ValueTask<PageData> ToDataAsync(IEnumerable<PageData> protocols, IReadOnlyList<RpcNamespace> namespaces, CancellationToken cancellation)
    {
        var shown = new List<PageData>(namespaces.Count);
        foreach (var space in namespaces.OrderBy(space => space.Name, StringComparer.Ordinal))
            shown.Add(await ToDataAsync(space, cancellation).ConfigureAwait(false));
        return new PageData()
            .Add("title", "Remote Procedure Call (RPC)")
            .Add("version", "1.2.0")
            .Add("protocols", protocols)
            .Add("namespaces", shown);
    }

    private async ValueTask<PageData> ToDataAsync(RpcNamespace space, CancellationToken cancellation)
    {
        var methods = new List<PageData>(space.Methods.Count);
        foreach (var method in space.Methods)
        {
            methods.Add(new PageData()
                .Add("signature", RpcSignature.Line($"{space.Name}.{method.Name}", method))
                .AddHtml("description", await renderer.ToOneLinerAsync(method.Description, context, cancellation).ConfigureAwait(false))
                .Add("permission", method.Permission ?? "By resource"));
        }

        return new PageData()
            .Add("name", space.Name)
            .AddHtml("description", await renderer.ToOneLinerAsync(space.Description ?? "", context, cancellation).ConfigureAwait(false))
            .Add("methods", methods);
    }
}
