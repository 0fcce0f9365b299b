using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>A namespace of a list that tickets choose from. Names are looked up as Trac does: none at all means an item that is not there.</summary>
public abstract class ListHandler : IRpcHandler
{
    private protected ListHandler(string name, IReadOnlyList<RpcMethod> methods)
    {
        Namespace = $"ticket.{name}";
        Description = $"Values of ticket field {name}.";
        Methods = methods;
    }

    public string Namespace { get; }

    public string Description { get; }

    public IReadOnlyList<RpcMethod> Methods { get; }

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation)
    {
        switch (call.Method)
        {
            case "getAll":
                return new RpcArray([.. (await ListAsync(cancellation).ConfigureAwait(false)).Select(RpcValue.FromString)]);
            case "get":
                return await GetAsync(call.Name(0), cancellation).ConfigureAwait(false);
            case "delete":
                await DeleteAsync(call.Name(0), cancellation).ConfigureAwait(false);
                return 0;
            case "create":
                await CreateAsync(NewName(call.Arguments[0]), call, cancellation).ConfigureAwait(false);
                return 0;
            case "update":
                await UpdateAsync(call.Name(0), call, cancellation).ConfigureAwait(false);
                return 0;
            default:
                throw new RpcFaultException($"There is no method {Namespace}.{call.Method}.");
        }
    }

    private protected abstract ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellation);

    private protected abstract ValueTask<RpcValue> GetAsync(string name, CancellationToken cancellation);

    private protected abstract ValueTask DeleteAsync(string name, CancellationToken cancellation);

    private protected abstract ValueTask CreateAsync(string name, RpcCall call, CancellationToken cancellation);

    private protected abstract ValueTask UpdateAsync(string name, RpcCall call, CancellationToken cancellation);

    /// <summary>A name that is given to an item.</summary>
    private protected static string NewName(RpcValue value) => value switch
    {
        RpcText text => text.Value,
        _ when !value.IsTrue() => "",
        _ => throw new RpcFaultException($"The name is {value.TypeName}; a string is needed."),
    };

    /// <summary>A text attribute as it is stored.</summary>
    private protected static string Text(RpcValue value) => value switch
    {
        RpcText text => text.Value,
        RpcInteger or RpcDouble when value.IsTrue() => PythonText.Str(value),
        _ when !value.IsTrue() => "",
        _ => throw new RpcFaultException($"The value is {value.TypeName}; a string is needed."),
    };

    private protected static DateTimeOffset? Time(RpcValue value) => value.IsTrue() ? value.ToTime("The value") : null;

    private protected static TracException NoName(string what) => new($"Invalid {what} name.");
}
