using OffTrac.Sdk.Components;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>A protocol that is enabled. Stands for TracXMLRPC's <c>IRPCProtocol</c>.</summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
internal interface IRpcProtocol
{
    /// <summary>Its name, such as <c>XML-RPC</c>.</summary>
    string Name { get; }

    /// <summary>The paths below the environment's address, and below <c>login/</c>, that take it.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>The media types of its requests, in lower case.</summary>
    IReadOnlyList<string> MediaTypes { get; }

    /// <summary>How it reads and writes.</summary>
    IRpcCodec Codec { get; }

    /// <summary>A call with <c>curl</c>, for the documentation page.</summary>
    /// <param name="address">Where to.</param>
    string Example(string address);
}
