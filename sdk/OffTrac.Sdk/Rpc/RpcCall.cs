using OffTrac.Sdk.Web;

namespace OffTrac.Sdk.Rpc;

/// <summary>A call on its way to its method.</summary>
public sealed record RpcCall
{
    /// <summary>The HTTP request that brought it: user, permissions, addresses for links.</summary>
    public required WebRequest Request { get; init; }

    /// <summary>Name of the method within its namespace.</summary>
    public required string Method { get; init; }

    /// <summary>Arguments in order; optional ones may be missing.</summary>
    public IReadOnlyList<RpcValue> Arguments { get; init; } = [];

    /// <summary>Login of the caller, or <c>anonymous</c>.</summary>
    public string User => Request.User;

    /// <summary>An argument; null when it was left out or is nil.</summary>
    /// <param name="index">Its position, from 0.</param>
    public RpcValue? Argument(int index) => index < Arguments.Count && Arguments[index] is not RpcNil ? Arguments[index] : null;

    /// <summary>An argument of a given type.</summary>
    /// <typeparam name="T">Its type, such as <see cref="RpcText"/>.</typeparam>
    /// <param name="index">Its position, from 0.</param>
    /// <exception cref="RpcFaultException">It was left out or has another type.</exception>
    public T Argument<T>(int index)
        where T : RpcValue =>
        Argument(index) as T
        ?? throw new RpcFaultException(
            $"Argument {index + 1} of {Method} is {(Argument(index) is { } other ? other.TypeName : "missing")}; {RpcValue.NameOf<T>()} is needed.");
}
