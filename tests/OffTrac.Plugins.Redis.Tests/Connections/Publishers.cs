using System.Runtime.CompilerServices;
using System.Text;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests.Connections;

/// <summary>Makes publishers of each kind for a server.</summary>
internal static class Publishers
{
    public static RedisSettings To(RedisServer server, PublisherKind kind) => new()
    {
        Address = new RedisAddress("127.0.0.1", server.Port),
        SocketPath = kind == PublisherKind.Socket ? server.Socket : null,
        TimeLimit = TimeSpan.FromSeconds(5),
        ClientName = "offtrac-test",
    };

    public static async Task<IRedisPublisher> ConnectAsync(RedisSettings settings, PublisherKind kind) => kind == PublisherKind.Library
        ? await StackExchangePublisher.ConnectAsync(settings, default)
        : await new RedisConnector(TimeProvider.System).ConnectOwnAsync(settings, settings.Address, default);

    public static RedisMessage Message(string channel, string payload, string? stream = null) =>
        new() { Channel = channel, Payload = Encoding.ASCII.GetBytes(payload), Stream = stream, StreamLimit = 1000, EventId = "test-1", Time = DateTimeOffset.UnixEpoch };

    public static ValueTask SendAsync(IRedisPublisher publisher, RedisMessage message) => publisher.SendAsync(message, new StrongBox<bool>(), default);
}
