namespace OffTrac.Plugins.Redis.Tests;

/// <summary>What a subscriber heard.</summary>
internal sealed record RedisMessageReceived(string Channel, string Payload);
