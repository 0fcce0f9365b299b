using System.Net.Sockets;
using System.Threading.Channels;
using OffTrac.Plugins.Redis.Resp;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>Hears everything that is published.</summary>
internal sealed class RedisSubscriber : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly RespConnection _connection;
    private readonly Channel<RedisMessageReceived> _messages = Channel.CreateUnbounded<RedisMessageReceived>();

    private RedisSubscriber(RespConnection connection) => _connection = connection;

    public static async Task<RedisSubscriber> StartAsync(RedisServer server, string pattern = "*", string? password = null)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(server.Socket));
        var connection = new RespConnection(new NetworkStream(socket, ownsSocket: true), TimeSpan.FromSeconds(60), TimeProvider.System);
        if (password is not null)
            await connection.ExecuteAsync(["AUTH", password], default);
        var subscriber = new RedisSubscriber(connection);
        await connection.SubscribeAsync("PSUBSCRIBE", pattern, subscriber.Hear, default);
        return subscriber;
    }

    /// <summary>The next message.</summary>
    public async Task<RedisMessageReceived> NextAsync()
    {
        using var limit = new CancellationTokenSource(s_limit);
        return await _messages.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next messages.</summary>
    public async Task<IReadOnlyList<RedisMessageReceived>> NextAsync(int count)
    {
        var messages = new List<RedisMessageReceived>();
        while (messages.Count < count)
            messages.Add(await NextAsync());
        return messages;
    }

    /// <summary>What has come and was not taken yet; everything that was acknowledged before the call is in it.</summary>
    public async Task<IReadOnlyList<RedisMessageReceived>> RestAsync(RedisServer server, params string[] login)
    {
        var mark = Guid.NewGuid().ToString();
        await server.CliAsync([.. login, "PUBLISH", "mark", mark]);
        var rest = new List<RedisMessageReceived>();
        while (await NextAsync() is { } message && message.Payload != mark)
            rest.Add(message);
        return rest;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Hear(RespValue push)
    {
        if (push.Elements is [{ Text: "pmessage" }, _, { Text: { } channel }, { Text: { } payload }])
            _messages.Writer.TryWrite(new RedisMessageReceived(channel, payload));
    }
}
