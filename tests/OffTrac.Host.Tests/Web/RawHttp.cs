using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OffTrac.Host.Tests.Web;

/// <summary>HTTP by hand, for requests that no client library sends.</summary>
internal static class RawHttp
{
    public static async Task<string> SendAsync(Uri address, string request, bool closeAfterSending = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        if (closeAfterSending)
            client.Client.Shutdown(SocketShutdown.Send);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // The server cut the connection: what came before counts.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public static string Unchunk(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (!answer[..end].Contains("chunked", StringComparison.OrdinalIgnoreCase))
            return answer;
        var bytes = Encoding.UTF8.GetBytes(answer[(end + 4)..]);
        var body = new List<byte>();
        for (var at = 0; ;)
        {
            var line = Encoding.ASCII.GetString(bytes[at..]).Split("\r\n")[0];
            var length = int.Parse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                return answer[..(end + 4)] + Encoding.UTF8.GetString([.. body]);
            body.AddRange(bytes[(at + line.Length + 2)..(at + line.Length + 2 + length)]);
            at += line.Length + length + 4;
        }
    }
}
