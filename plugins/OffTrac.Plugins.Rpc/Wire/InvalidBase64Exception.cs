namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>A text is no base64.</summary>
internal sealed class InvalidBase64Exception(string message) : Exception(message);
