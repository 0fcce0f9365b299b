namespace OffTrac.Sdk.Rpc;

/// <summary>A call that can't be answered, with a code for programs.</summary>
public sealed class RpcFaultException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">One line: the place, the value, what is allowed.</param>
    public RpcFaultException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="code">Code of the fault.</param>
    /// <param name="message">One line: the place, the value, what is allowed.</param>
    public RpcFaultException(int code, string message)
        : base(message) => Code = code;

    /// <summary>Code of the fault; null for the protocol's own: 1 in XML-RPC, -32603 in JSON-RPC.</summary>
    public int? Code { get; }
}
