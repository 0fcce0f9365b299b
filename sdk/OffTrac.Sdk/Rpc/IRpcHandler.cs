using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Rpc;

/// <summary>
/// Brings a namespace of methods to XML-RPC and JSON-RPC. Stands for <c>IXMLRPCHandler</c> of Trac's RPC plugin. Two components may
/// bring methods of the same namespace; of two methods with the same name the first in component order is called.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface IRpcHandler
{
    /// <summary>First part of the methods' names, such as <c>ticket.status</c>. Must always give the same.</summary>
    string Namespace { get; }

    /// <summary>One line about the namespace for the documentation page.</summary>
    string Description => "";

    /// <summary>The methods. Must always give the same.</summary>
    IReadOnlyList<RpcMethod> Methods { get; }

    /// <summary>
    /// Answers a call of one of the methods. The method's permission was checked and the number of arguments is one that it takes;
    /// nothing is said of their types. A <see cref="TracException"/> becomes a fault with its message, and with code 403 for a
    /// <see cref="Security.PermissionException"/>, 404 for a <see cref="Resources.ResourceNotFoundException"/> and its own for a
    /// <see cref="RpcFaultException"/>. Anything else is a failure of the component, of which the client hears no more than that.
    /// </summary>
    /// <param name="call">The call; not for use after its answer was given.</param>
    /// <param name="cancellation">Cancelled when the client goes away or the host stops.</param>
    ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation);
}
