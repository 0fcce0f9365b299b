using System.Net;
using System.Net.Sockets;
using System.Text;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Resp;

namespace OffTrac.Plugins.Redis.Tests.Resp;

/// <summary>What a server that is none can send.</summary>
public sealed class RespConnectionTests
{
    [Theory]
    [InlineData("+OK\r\n", "+OK")]
    [InlineData(":7\r\n", ":7")]
    public async Task Answers_come_to_who_asked(string wire, string expected)
    {
        await using var pair = await PairAsync(wire);
        var answer = await pair.Connection.ExecuteAsync(["PING"], default);
        Assert.Equal(expected[1..], answer.Text);
    }

    [Theory]
    [InlineData("nonsense\r\n")]
    [InlineData("$3\r\nabcdef")]
    [InlineData("+OK\r\n+and one that nobody asked for\r\n")]
    [InlineData("")]
    public async Task Nonsense_ends_the_connection_and_every_wait(string wire)
    {
        await using var pair = await PairAsync(wire);
        var first = pair.Connection.ExecuteAsync(["PING"], default).AsTask();
        var reason = await pair.Connection.Lost.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.NotEqual("", reason);
        await Task.WhenAny(first);
        await Assert.ThrowsAsync<RedisException>(() => pair.Connection.ExecuteAsync(["PING"], default).AsTask());
    }

    [Fact]
    public async Task An_answer_that_stays_away_ends_the_connection()
    {
        await using var pair = await PairAsync(wire: null);
        var failure = await Assert.ThrowsAsync<RedisException>(() => pair.Connection.ExecuteAsync(["PING"], default).AsTask());
        Assert.Equal(RedisFailure.Outage, failure.Failure);
        Assert.Contains("no answer within", await pair.Connection.Lost, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_doesnt_read_is_not_sent_more_than_a_bounded_amount()
    {
        await using var pair = await PairAsync(wire: null);
        var megabyte = new string('x', 1024 * 1024);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var sent = 0;
        try
        {
            // Without a bound all two hundred megabytes would be taken at once.
            for (; sent < 200; sent++)
                _ = await pair.Connection.SendAsync(megabyte, static (output, text) => RespWriter.Part(output, text), 1, stop.Token);
        }
        catch (RedisException)
        {
            // The time limit for the first answer is over.
        }

        Assert.InRange(sent, 1, 100);
    }

    [Theory]
    [InlineData("NOAUTH Authentication required.", nameof(RedisFailure.Configuration))]
    [InlineData("WRONGPASS invalid username-password pair or user is disabled.", nameof(RedisFailure.Configuration))]
    [InlineData("NOPERM this user has no permissions to run the 'publish' command", nameof(RedisFailure.Configuration))]
    [InlineData("ERR DB index is out of range", nameof(RedisFailure.Configuration))]
    [InlineData("ERR invalid password", nameof(RedisFailure.Configuration))]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.", nameof(RedisFailure.Outage))]
    [InlineData("READONLY You can't write against a read only replica.", nameof(RedisFailure.Outage))]
    [InlineData("LOADING Redis is loading the dataset in memory", nameof(RedisFailure.Outage))]
    [InlineData("MASTERDOWN Link with MASTER is down", nameof(RedisFailure.Outage))]
    [InlineData("CLUSTERDOWN The cluster is down", nameof(RedisFailure.Outage))]
    [InlineData("ERR Protocol error: invalid bulk length", nameof(RedisFailure.Message))]
    public void An_error_says_what_to_do(string reply, string failure) =>
        Assert.Equal(failure, RedisException.FromReply(reply).Failure.ToString());

    /// <summary>A connection to a listener that sends something whatever it is asked; nothing at all with null.</summary>
    private static async Task<Pair> PairAsync(string? wire)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var server = await listener.AcceptTcpClientAsync();
        var connection = new RespConnection(client.GetStream(), TimeSpan.FromSeconds(2), TimeProvider.System);
        if (wire is not null)
            _ = AnswerAsync(server, wire);
        return new Pair(connection, client, server);
    }

    private static async Task AnswerAsync(TcpClient server, string wire)
    {
        var stream = server.GetStream();
        _ = await stream.ReadAsync(new byte[1024]);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(wire));
        if (wire.Length == 0)
            server.Close();
    }

    private sealed record Pair(RespConnection Connection, TcpClient Client, TcpClient Server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Connection.DisposeAsync();
            Client.Dispose();
            Server.Dispose();
        }
    }
}
