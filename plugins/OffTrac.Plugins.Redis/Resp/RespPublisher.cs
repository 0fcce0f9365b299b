using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;

namespace OffTrac.Plugins.Redis.Resp;

/// <summary>Publishes over a connection of our own: Unix sockets, users of access control lists, masters that sentinels name.</summary>
internal sealed class RespPublisher : IRedisPublisher
{
    private readonly RespConnection _connection;

    private RespPublisher(RespConnection connection) => _connection = connection;

    public Task<string> Lost => _connection.Lost;

    public long LongestMessage { get; private set; } = long.MaxValue;

    /// <summary>Introduces itself on a connection.</summary>
    /// <exception cref="RedisException">Redis refuses.</exception>
    public static async ValueTask<RespPublisher> OpenAsync(RespConnection connection, RedisSettings settings, CancellationToken cancellation)
    {
        await GreetAsync(connection, settings, cancellation).ConfigureAwait(false);
        var publisher = new RespPublisher(connection);
        publisher.LongestMessage = await RedisLimits.AskAsync(publisher, cancellation).ConfigureAwait(false);
        return publisher;
    }

    /// <summary>Logs in, chooses the database, gives the connection its name and sees whether Redis works.</summary>
    public static async ValueTask GreetAsync(RespConnection connection, RedisSettings settings, CancellationToken cancellation)
    {
        if (settings.Username.Length > 0)
            await connection.ExecuteAsync(["AUTH", settings.Username, settings.Password], cancellation).ConfigureAwait(false);
        else if (settings.Password.Length > 0)
            await connection.ExecuteAsync(["AUTH", settings.Password], cancellation).ConfigureAwait(false);
        if (settings.Database != 0)
            await connection.ExecuteAsync(["SELECT", settings.Database.ToString(CultureInfo.InvariantCulture)], cancellation).ConfigureAwait(false);
        await IgnoreRefusalAsync(connection.ExecuteAsync(["CLIENT", "SETNAME", settings.ClientName], cancellation)).ConfigureAwait(false);
        await connection.ExecuteAsync(["PING"], cancellation).ConfigureAwait(false);
    }

    public async ValueTask SendAsync(RedisMessage message, StrongBox<bool> isPublished, CancellationToken cancellation)
    {
        var publishes = message.Publish && !isPublished.Value;
        var adds = message.Stream is not null;
        var answers = await _connection.SendAsync(
            (message, publishes),
            static (output, state) => Write(output, state.message, state.publishes),
            (publishes ? 1 : 0) + (adds ? 1 : 0),
            cancellation).ConfigureAwait(false);
        var next = 0;
        if (publishes)
        {
            await answers[next++].WaitAsync(cancellation).ConfigureAwait(false);
            isPublished.Value = true;
        }

        if (adds)
            await answers[next].WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask<string> ExecuteAsync(string command, string[] arguments, CancellationToken cancellation)
    {
        var answer = await _connection.ExecuteAsync([command, .. arguments], cancellation).ConfigureAwait(false);
        return answer.Kind == RespKind.Array ? string.Join('\n', answer.Elements.Select(element => element.Text)) : answer.Text ?? "";
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static void Write(IBufferWriter<byte> output, RedisMessage message, bool publishes)
    {
        if (publishes)
        {
            RespWriter.BeginCommand(output, 3);
            RespWriter.Part(output, "PUBLISH"u8);
            RespWriter.Part(output, message.Channel);
            RespWriter.Part(output, message.Payload.Span);
        }

        if (message.Stream is null)
            return;
        RespWriter.BeginCommand(output, message.StreamLimit > 0 ? 14 : 11);
        RespWriter.Part(output, "XADD"u8);
        RespWriter.Part(output, message.Stream);
        if (message.StreamLimit > 0)
        {
            RespWriter.Part(output, "MAXLEN"u8);
            RespWriter.Part(output, "~"u8);
            RespWriter.Part(output, message.StreamLimit);
        }

        RespWriter.Part(output, "*"u8);
        RespWriter.Part(output, "channel"u8);
        RespWriter.Part(output, message.Channel);
        RespWriter.Part(output, "event_id"u8);
        RespWriter.Part(output, message.EventId);
        RespWriter.Part(output, "time"u8);
        RespWriter.Part(output, PythonTime.Format(message.Time));
        RespWriter.Part(output, "payload"u8);
        RespWriter.Part(output, message.Payload.Span);
    }

    /// <summary>A user whose permissions are narrow can do without a name.</summary>
    private static async ValueTask IgnoreRefusalAsync(ValueTask<RespValue> answer)
    {
        try
        {
            await answer.ConfigureAwait(false);
        }
        catch (RedisException refusal) when (refusal.Failure != RedisFailure.Outage)
        {
            // Its name is for people who look at the list of clients.
        }
    }
}
