using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>XML-RPC as TracXMLRPC speaks it.</summary>
internal sealed class XmlRpcCodec : IRpcCodec
{
    private const int UsualCode = 1;

    public RpcRequest Read(Stream body, ICollection<RpcBinary> binaries) => XmlRpcReader.Read(body, binaries);

    public async ValueTask WriteAsync(RpcOutput output, RpcRequest? request, RpcOutcome outcome, CancellationToken cancellation)
    {
        var writer = new XmlRpcWriter(output);
        if (outcome.Fault is { } fault)
        {
            writer.WriteFaultResponse(fault.Code ?? UsualCode, fault.IsPlain ? fault.Message : $"'{fault.Message}' while executing '{request?.MethodName ?? "None"}()'");
            return;
        }
        writer.BeginResponse();
        await writer.WriteValueAsync(outcome.Value!, cancellation).ConfigureAwait(false);
        writer.EndResponse();
    }

    public void BeginMulticall(RpcOutput output)
    {
        var writer = new XmlRpcWriter(output);
        writer.BeginResponse();
        writer.BeginArray();
    }

    public async ValueTask WriteItemAsync(RpcOutput output, int index, RpcItem item, RpcOutcome outcome, CancellationToken cancellation)
    {
        var writer = new XmlRpcWriter(output);
        if (outcome.Fault is { } fault)
        {
            writer.WriteFaultValue(fault.Code ?? UsualCode, fault.Message);
            return;
        }
        writer.BeginArray();
        await writer.WriteValueAsync(outcome.Value!, cancellation).ConfigureAwait(false);
        writer.EndArray();
    }

    public ValueTask EndMulticallAsync(RpcOutput output, RpcRequest request, CancellationToken cancellation)
    {
        var writer = new XmlRpcWriter(output);
        writer.EndArray();
        writer.EndResponse();
        return default;
    }
}
