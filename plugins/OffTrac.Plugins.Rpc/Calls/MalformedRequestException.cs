using OffTrac.Sdk;

namespace OffTrac.Plugins.Rpc.Calls;

/// <summary>The body is not what its protocol asks for.</summary>
internal sealed class MalformedRequestException(string message) : TracException(message);
