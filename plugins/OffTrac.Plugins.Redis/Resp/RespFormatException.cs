namespace OffTrac.Plugins.Redis.Resp;

/// <summary>What came is no answer of Redis.</summary>
internal sealed class RespFormatException(string message) : Exception(message);
