using OffTrac.Sdk.Components;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>ticket.status</c>: states come from the workflow, so nothing but <c>getAll</c> has an effect.</summary>
[Component("tracrpc.ticket.StatusRPC")]
public sealed class StatusRpc(ITicketWorkflow workflow) : IRpcHandler
{
    public string Namespace => "ticket.status";

    public string Description => "States that the workflow knows. All methods but `getAll` are kept for old clients and do nothing.";

    public IReadOnlyList<RpcMethod> Methods { get; } = ListMethods.WithAttributes("status");

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation) => call.Method switch
    {
        "getAll" => new RpcArray([.. (await workflow.GetStatusesAsync(cancellation).ConfigureAwait(false)).Select(RpcValue.FromString)]),
        "get" => "0",
        _ => 0,
    };
}
