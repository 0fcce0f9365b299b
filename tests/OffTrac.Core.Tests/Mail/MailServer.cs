using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OffTrac.Core.Tests.Mail;

/// <summary>A mail server on a socket of this machine, that says what a test wants.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public MailServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it offers after EHLO.</summary>
    public IReadOnlyList<string> Extensions { get; set; } = ["8BITMIME", "SIZE 10000000"];

    /// <summary>Its own answer to a command; null for the usual one, empty to close the connection.</summary>
    public Func<string, string?> Answer { get; set; } = static _ => null;

    /// <summary>All commands, those after STARTTLS marked.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Recipients and text of what it took.</summary>
    public ConcurrentQueue<(string[] To, string Message)> Taken { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The client went.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var (reader, mark, to) = (Reader(stream), "", new List<string>());
        if (!await SayAsync(stream, Answer("CONNECT") ?? "220 mail.test ESMTP"))
            return;
        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            Commands.Enqueue(mark + command);
            var verb = command.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "QUIT")
                return;
            if (verb == "RCPT")
                to.Add(command);
            var answer = Answer(mark + command) ?? verb switch
            {
                "EHLO" => "250-mail.test\r\n" + string.Join("\r\n", Extensions.Select((name, i) => (i == Extensions.Count - 1 ? "250 " : "250-") + name)),
                "STARTTLS" => "220 go",
                "AUTH" when command.Contains("LOGIN", StringComparison.Ordinal) => "334 VXNlcm5hbWU6",
                "AUTH" => "235 welcome",
                "DATA" => "354 go on",
                _ => "250 good",
            };
            if (verb == "RCPT" && !answer.StartsWith('2'))
                to.RemoveAt(to.Count - 1);
            if (!await SayAsync(stream, answer))
                return;
            if (verb == "STARTTLS" && answer.StartsWith("220", StringComparison.Ordinal))
            {
                var secure = new SslStream(stream);
                using var certificate = NewCertificate();
                await secure.AuthenticateAsServerAsync(certificate);
                (stream, reader, mark) = (secure, Reader(secure), "secure ");
            }
            else if (verb == "DATA" && answer.StartsWith("354", StringComparison.Ordinal))
            {
                var message = await ReadMessageAsync(reader);
                var said = Answer("END") ?? "250 taken";
                if (said.StartsWith('2'))
                    Taken.Enqueue(([.. to.Select(one => one["RCPT TO:<".Length..^1])], message));
                if (!await SayAsync(stream, said))
                    return;
            }
        }
    }

    private async Task<string> ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return message.ToString();
    }

    private async Task<bool> SayAsync(Stream stream, string answer)
    {
        if (answer.Length == 0)
            return false;
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"), _stop.Token);
        return true;
    }

    private static StreamReader Reader(Stream stream) => new(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, leaveOpen: true);

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
