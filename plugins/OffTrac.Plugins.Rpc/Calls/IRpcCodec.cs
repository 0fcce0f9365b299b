using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>How a protocol reads requests and writes answers. Holds nothing, so that it may outlive the call that gave it.</summary>
internal interface IRpcCodec
{
    /// <summary>Reads a body from its beginning.</summary>
    /// <param name="body">The body; reading it never waits for the client.</param>
    /// <param name="binaries">Gets what has to be disposed after the call, also when the body turns out to be malformed.</param>
    /// <exception cref="MalformedRequestException">It is no request of this protocol.</exception>
    RpcRequest Read(Stream body, ICollection<RpcBinary> binaries);

    /// <summary>Writes an answer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="request">What it answers; null when that could not be read.</param>
    /// <param name="outcome">The answer.</param>
    /// <param name="cancellation">Ends the writing.</param>
    ValueTask WriteAsync(RpcOutput output, RpcRequest? request, RpcOutcome outcome, CancellationToken cancellation);

    /// <summary>Begins the answer to a multicall.</summary>
    void BeginMulticall(RpcOutput output);

    /// <summary>Writes the answer to one of its calls.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="index">Which it is, from 0.</param>
    /// <param name="item">What it answers.</param>
    /// <param name="outcome">The answer.</param>
    /// <param name="cancellation">Ends the writing.</param>
    ValueTask WriteItemAsync(RpcOutput output, int index, RpcItem item, RpcOutcome outcome, CancellationToken cancellation);

    /// <summary>Ends the answer to a multicall.</summary>
    ValueTask EndMulticallAsync(RpcOutput output, RpcRequest request, CancellationToken cancellation);
}
