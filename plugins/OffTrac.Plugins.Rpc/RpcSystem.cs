using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Security;

namespace OffTrac.Plugins.Rpc;

/// <summary>Tells which methods there are, and carries out many calls of one request.</summary>
[Component("tracrpc.api.XMLRPCSystem")]
public sealed class RpcSystem(IExtensionPoint<IRpcHandler> handlers) : IRpcHandler, IPermissionRequestor
{
    internal const string Name = "system";
    internal const string Permission = "XML_RPC";

    private static readonly RpcArray s_version = new(1, 2, 0);

    private readonly RpcDispatcher _dispatcher = new(handlers);

    public string Namespace => Name;

    public string Description => "Core of the RPC system.";

    public IReadOnlyList<RpcMethod> Methods { get; } =
    [
        new()
        {
            Name = "multicall",
            Permission = Permission,
            Returns = RpcType.Array,
            Parameters = [new(RpcType.Array, "signatures")],
            Description = """
                Carries out many calls. XML-RPC: takes an array of structs `{methodName, params}`; each answer is an array of one value, or a
                struct `{faultCode, faultString}`. JSON-RPC: takes the calls as its `params` and gives back their answers, each an object of its own.
                """,
        },
        new()
        {
            Name = "listMethods",
            Permission = Permission,
            Returns = RpcType.Array,
            Description = "The names of all methods.",
        },
        new()
        {
            Name = "methodHelp",
            Permission = Permission,
            Returns = RpcType.String,
            Parameters = [new(RpcType.String, "method")],
            Description = "What a method does: its signature, an empty line, and a description as wiki text.",
        },
        new()
        {
            Name = "methodSignature",
            Permission = Permission,
            Returns = RpcType.Array,
            Parameters = [new(RpcType.String, "method")],
            Description = "The forms in which a method can be called: the type of its answer, then those of its arguments, with commas between.",
        },
        new()
        {
            Name = "getAPIVersion",
            Permission = Permission,
            Returns = RpcType.Array,
            Description = "The version of the API: epoch, major and minor number. It is that of the TracXMLRPC whose answers these are.",
        },
    ];

    public IReadOnlyList<PermissionAction> GetPermissionActions() => [Permission];

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Method switch
        {
            "multicall" => await MulticallAsync(call, cancellation).ConfigureAwait(false),
            "listMethods" => await ListMethodsAsync(cancellation).ConfigureAwait(false),
            "methodHelp" => await MethodHelpAsync(call, cancellation).ConfigureAwait(false),
            "methodSignature" => await MethodSignatureAsync(call, cancellation).ConfigureAwait(false),
            _ => s_version,
        };
    }

    /// <summary>A multicall inside a multicall; the protocols carry out the outer one themselves, answer by answer.</summary>
    private async ValueTask<RpcValue> MulticallAsync(RpcCall call, CancellationToken cancellation)
    {
        var answers = new List<RpcValue>();
        // TracXMLRPC takes what holds no calls for none.
        var calls = call.Arguments[0] is RpcArray or RpcStruct or RpcText ? RpcArguments.Spread(call.Arguments[0], RpcRequest.Multicall) : [];
        foreach (var item in calls.Select(RpcItem.Of))
        {
            var outcome = await _dispatcher.CallAsync(call.Request, item, hasLoneSurrogate: true, cancellation).ConfigureAwait(false);
            answers.Add(outcome.Fault is { } fault
                ? new RpcStruct { ["faultCode"] = fault.Code ?? 1, ["faultString"] = fault.Message }
                : new RpcArray(outcome.Value!));
        }
        return new RpcArray(answers);
    }

    private async ValueTask<RpcValue> ListMethodsAsync(CancellationToken cancellation)
    {
        var namespaces = await _dispatcher.ListAsync(cancellation).ConfigureAwait(false);
        return new RpcArray([.. namespaces.SelectMany(space => space.Methods, (space, method) => RpcValue.FromString($"{space.Name}.{method.Name}"))]);
    }

    private async ValueTask<RpcValue> MethodHelpAsync(RpcCall call, CancellationToken cancellation)
    {
        var (name, method) = await FindAsync(call, cancellation).ConfigureAwait(false);
        return $"{RpcSignature.Line(name, method)}\n\n{method.Description}";
    }

    private async ValueTask<RpcValue> MethodSignatureAsync(RpcCall call, CancellationToken cancellation)
    {
        var (_, method) = await FindAsync(call, cancellation).ConfigureAwait(false);
        return new RpcArray([.. RpcSignature.Forms(method).Select(RpcValue.FromString)]);
    }

    private async ValueTask<(string Name, RpcMethod Method)> FindAsync(RpcCall call, CancellationToken cancellation)
    {
        var name = PythonText.Str(call.Arguments[0]);
        var fault = RpcFault.NoMethod(name);
        return (name, await _dispatcher.FindAsync(name, cancellation).ConfigureAwait(false) ?? throw new RpcFaultException(fault.Code!.Value, fault.Message));
    }
}
