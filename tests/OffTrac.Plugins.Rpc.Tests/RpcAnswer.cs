namespace OffTrac.Plugins.Rpc.Tests;

/// <summary>What came back.</summary>
internal sealed record RpcAnswer(int Status, string? ContentType, string Body);
