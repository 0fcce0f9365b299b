using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Documentation;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Rpc;

/// <summary>Takes the requests of programs, finds their protocol by content type, and shows people what there is to call.</summary>
[Component("tracrpc.web_ui.RPCWeb")]
internal sealed class RpcWeb(IExtensionPoint<IRpcProtocol> protocols, IExtensionPoint<IRpcHandler> handlers, IWikiRenderer renderer) : IRequestHandler
{
    /// <summary>The path that all protocols share.</summary>
    public const string Path = "rpc";

    private readonly RpcDispatcher _dispatcher = new(handlers);

    public IReadOnlyList<Route> Routes { get; } = RoutesOf(Path);

    /// <summary>A path, and the same below <c>/login</c>, where a password is asked for.</summary>
    public static IReadOnlyList<Route> RoutesOf(string path) => [RouteOf("/" + path), RouteOf("/login/" + path)];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        var http = request.HttpContext.Request;
        if (http.Path.Value!.EndsWith('/'))
            return WithoutSlash(http);
        if (await FindCodecAsync(http, cancellation).ConfigureAwait(false) is { } codec)
            return new RpcReply(request, codec, _dispatcher);
        return AcceptsHtml(http) ? await DocumentationAsync(request, cancellation).ConfigureAwait(false) : new NoProtocol();
    }

    private ValueTask<IRpcCodec?> FindCodecAsync(HttpRequest http, CancellationToken cancellation)
    {
        var path = http.Path.Value!;
        var question = (Path: path[(path.LastIndexOf('/') + 1)..], MediaType: http.ContentType?.Split(';', 2)[0].Trim());
        return protocols.AskFirstAsync(
            question,
            static (protocol, q, _) => ValueTask.FromResult(
                protocol.Paths.Contains(q.Path, StringComparer.Ordinal) && protocol.MediaTypes.Contains(q.MediaType, StringComparer.OrdinalIgnoreCase) ? protocol.Codec : null),
            cancellation);
    }

    private async ValueTask<IResult> DocumentationAsync(WebRequest request, CancellationToken cancellation)
    {
        await request.RequireAsync(RpcSystem.Permission, null, cancellation).ConfigureAwait(false);
        var shown = await protocols
            .AskAllAsync(request, static (protocol, r, _) => ValueTask.FromResult(DocumentationPage.Of(protocol, r)), cancellation)
            .ConfigureAwait(false);
        var namespaces = await _dispatcher.ListAsync(cancellation).ConfigureAwait(false);
        var page = new DocumentationPage(renderer, new WikiContext { User = request.User, BaseHref = request.Href().TrimEnd('/'), RequestHref = request.Href().TrimEnd('/') });
        return request.Page("rpc.hbs", await page.ToDataAsync(shown.Select(answer => answer.Value), namespaces, cancellation).ConfigureAwait(false));
    }

    /// <summary>A browser says so; who asks for nothing and only looks is taken for one.</summary>
    private static bool AcceptsHtml(HttpRequest http) => http.Headers.TryGetValue("Accept", out var accept)
        ? accept.ToString().Split(',').Any(part => part.AsSpan().Trim().StartsWith("text/html", StringComparison.Ordinal))
        : HttpMethods.IsGet(http.Method);

    private static IResult WithoutSlash(HttpRequest http)
    {
        http.HttpContext.Response.Headers.Location = $"{http.PathBase.ToUriComponent()}{http.Path.Value!.TrimEnd('/')}{http.QueryString}";
        return Results.Text("", "text/plain", statusCode: StatusCodes.Status301MovedPermanently);
    }

    private static Route RouteOf(string pattern) => new() { Pattern = pattern, Methods = [] };
}
