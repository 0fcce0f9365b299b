using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Security;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>Why a call has no result.</summary>
/// <param name="Code">Code for programs; null for the protocol's own.</param>
/// <param name="Message">One line.</param>
/// <param name="IsPlain">Whether XML-RPC says the message alone; otherwise it adds which method was being executed.</param>
internal sealed record RpcFault(int? Code, string Message, bool IsPlain)
{
    private const int ParseError = -32700;
    private const int MethodNotFound = -32601;

    public static RpcFault Malformed(string message) => new(ParseError, message, IsPlain: true);

    public static RpcFault NoMethod(string name) => new(MethodNotFound, $"RPC method \"{name}\" not found", IsPlain: true);

    public static RpcFault Of(TracException exception) => exception switch
    {
        PermissionException => new(403, exception.Message, IsPlain: true),
        ResourceNotFoundException => new(404, exception.Message, IsPlain: true),
        MalformedRequestException => Malformed(exception.Message),
        RpcFaultException fault => new(fault.Code, exception.Message, IsPlain: fault.Code == MethodNotFound),
        // What the component threw may hold anything.
        ComponentFailedException failed => new(null, $"{failed.Component} failed; the server's log says why.", IsPlain: false),
        _ => new(null, exception.Message, IsPlain: false),
    };
}
