using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>Sends a request that names the type of a content that it doesn't have, which .NET's client refuses to do.</summary>
internal static class BareConnection
{
    public static async Task<HttpAnswer> SendAsync(Uri server, string host, RecordedExchange exchange)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        var request = $"{exchange.HttpMethod} {exchange.Path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: {exchange.ContentType}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = answer[..end].Split("\r\n");
        var headers = head.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new HttpAnswer(int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, answer[(end + 4)..]);
    }
}
