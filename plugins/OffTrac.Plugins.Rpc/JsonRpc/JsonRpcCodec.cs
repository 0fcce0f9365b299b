using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.JsonRpc;

/// <summary>JSON-RPC as TracXMLRPC speaks it: version 1.0, with class hints, and a multicall whose calls are requests of their own.</summary>
internal sealed class JsonRpcCodec : IRpcCodec
{
    public RpcRequest Read(Stream body, ICollection<RpcBinary> binaries)
    {
        if (JsonReader.Read(body, binaries, out var hasLoneSurrogate) is not RpcStruct { Members: var members })
            throw new MalformedRequestException("JSON object is not a dict");
        var id = members.GetValueOrDefault("id") ?? RpcNil.Value;
        var method = members.GetValueOrDefault("method");
        var arguments = members.GetValueOrDefault("params");
        return new RpcRequest
        {
            Method = method,
            Arguments = RpcArguments.IsEmpty(arguments) ? new RpcArray() : arguments,
            Id = id,
            HasLoneSurrogate = hasLoneSurrogate,
            Items = method is RpcText { Value: RpcRequest.Multicall } ? ItemsOf(arguments ?? new RpcArray(), id) : null,
        };
    }

    public async ValueTask WriteAsync(RpcOutput output, RpcRequest? request, RpcOutcome outcome, CancellationToken cancellation)
    {
        await WriteAnswerAsync(new JsonWriter(output), request?.Id ?? RpcNil.Value, outcome, cancellation).ConfigureAwait(false);
        output.Write("\n"u8);
    }

    public void BeginMulticall(RpcOutput output) => output.Write("{\"result\": ["u8);

    public ValueTask WriteItemAsync(RpcOutput output, int index, RpcItem item, RpcOutcome outcome, CancellationToken cancellation)
    {
        if (index > 0)
            output.Write(", "u8);
        return WriteAnswerAsync(new JsonWriter(output), item.Id, outcome, cancellation);
    }

    public async ValueTask EndMulticallAsync(RpcOutput output, RpcRequest request, CancellationToken cancellation)
    {
        output.Write("]"u8);
        await new JsonWriter(output).EndResultAsync(request.Id, cancellation).ConfigureAwait(false);
        output.Write("\n"u8);
    }

    private static async ValueTask WriteAnswerAsync(JsonWriter writer, RpcValue id, RpcOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Fault is { } fault)
        {
            await writer.WriteFaultAsync(fault, id, cancellation).ConfigureAwait(false);
            return;
        }
        writer.BeginResult();
        await writer.WriteValueAsync(outcome.Value!, cancellation).ConfigureAwait(false);
        await writer.EndResultAsync(id, cancellation).ConfigureAwait(false);
    }

    /// <exception cref="MalformedRequestException">One is no call.</exception>
    private static IReadOnlyList<RpcItem> ItemsOf(RpcValue calls, RpcValue id)
    {
        try
        {
            return [.. RpcArguments.Spread(calls, RpcRequest.Multicall).Select(call => ItemOf(call, id))];
        }
        catch (TracException exception) when (exception is not MalformedRequestException)
        {
            throw new MalformedRequestException(exception.Message);
        }
    }

    private static RpcItem ItemOf(RpcValue call, RpcValue id)
    {
        if (call is not RpcStruct { Members: var members })
            throw new MalformedRequestException($"A call of {RpcRequest.Multicall} is an object with method and params, not {call.TypeName}.");
        var own = members.GetValueOrDefault("id");
        return new RpcItem
        {
            Method = members.GetValueOrDefault("method") ?? "",
            Arguments = members.GetValueOrDefault("params"),
            Id = RpcArguments.IsEmpty(own) ? id : own!,
        };
    }
}
