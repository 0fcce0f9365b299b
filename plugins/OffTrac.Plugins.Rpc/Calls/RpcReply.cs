using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>Carries out the request and answers it. Everything that a client can do wrong is answered in its protocol, with status 200 as TracXMLRPC has it.</summary>
internal sealed class RpcReply(WebRequest request, IRpcCodec codec, RpcDispatcher dispatcher) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellation = httpContext.RequestAborted;
        var response = httpContext.Response;
        response.ContentType = httpContext.Request.ContentType;
        using var output = new RpcOutput(response);
        var binaries = new List<RpcBinary>();
        try
        {
            await AnswerAsync(output, binaries, cancellation).ConfigureAwait(false);
            await output.CompleteAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach (var binary in binaries)
                await binary.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask AnswerAsync(RpcOutput output, List<RpcBinary> binaries, CancellationToken cancellation)
    {
        RpcRequest? call = null;
        RpcOutcome outcome;
        try
        {
            call = await ReadAsync(binaries, cancellation).ConfigureAwait(false);
            await request.RequireAsync(RpcSystem.Permission, null, cancellation).ConfigureAwait(false);
            if (call.Items is not null && await dispatcher.FindAsync(RpcRequest.Multicall, cancellation).ConfigureAwait(false) is not null)
            {
                await AnswerMulticallAsync(output, call, call.Items, cancellation).ConfigureAwait(false);
                return;
            }
            var name = call.MethodName ?? throw new TracException("Missing method name");
            outcome = await dispatcher.CallAsync(request, name, call.Arguments, call.HasLoneSurrogate, cancellation).ConfigureAwait(false);
        }
        catch (TracException exception)
        {
            outcome = RpcFault.Of(exception);
        }
        await codec.WriteAsync(output, call, outcome, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<RpcRequest> ReadAsync(List<RpcBinary> binaries, CancellationToken cancellation)
    {
        var http = request.HttpContext.Request;
        if (!request.IsAuthenticated && http.Path.StartsWithSegments("/login", StringComparison.Ordinal))
            throw new TracException("Authentication information not available");
        var body = await RequestBody.TakeAsync(http, cancellation).ConfigureAwait(false);
        return codec.Read(body, binaries);
    }

    /// <summary>Each answer goes out before the next call is carried out: many attachments never lie beside each other.</summary>
    private async ValueTask AnswerMulticallAsync(RpcOutput output, RpcRequest call, IReadOnlyList<RpcItem> items, CancellationToken cancellation)
    {
        codec.BeginMulticall(output);
        for (var i = 0; i < items.Count; i++)
        {
            var outcome = await dispatcher.CallAsync(request, items[i], call.HasLoneSurrogate, cancellation).ConfigureAwait(false);
            await codec.WriteItemAsync(output, i, items[i], outcome, cancellation).ConfigureAwait(false);
        }
        await codec.EndMulticallAsync(output, call, cancellation).ConfigureAwait(false);
    }
}
