using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace OffTrac.Core.Mail;

/// <summary>A connection to a mail server: lines out, answers in, each within the server's time.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MostLine = 4096;
    private const int MostLines = 200;

    private readonly SmtpSettings _settings;
    private readonly TcpClient _client;
    private Stream _stream;
    private PipeReader _reader;

    private SmtpConnection(SmtpSettings settings, TcpClient client)
    {
        (_settings, _client, _stream) = (settings, client, client.GetStream());
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true));
    }

    public static async ValueTask<SmtpConnection> OpenAsync(SmtpSettings settings, CancellationToken cancellation)
    {
        var client = new TcpClient();
        try
        {
            await LimitedAsync(
                (client, settings),
                static async (state, token) =>
                {
                    await state.client.ConnectAsync(state.settings.Server, state.settings.Port, token).ConfigureAwait(false);
                    return 0;
                },
                settings.Patience,
                cancellation).ConfigureAwait(false);
            client.NoDelay = true;
            return new SmtpConnection(settings, client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads the answer.</summary>
    public async ValueTask<SmtpReply> SendAsync(string command, CancellationToken cancellation)
    {
        await WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellation).ConfigureAwait(false);
        return await ReadAsync(_settings.Patience, cancellation).ConfigureAwait(false);
    }

    public ValueTask<SmtpReply> ReadAsync(CancellationToken cancellation) => ReadAsync(_settings.Patience, cancellation);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => await LimitedAsync(
        (_stream, bytes),
        static async (state, token) =>
        {
            await state._stream.WriteAsync(state.bytes, token).ConfigureAwait(false);
            await state._stream.FlushAsync(token).ConfigureAwait(false);
            return 0;
        },
        _settings.Patience,
        cancellation).ConfigureAwait(false);

    public ValueTask<SmtpReply> ReadAsync(TimeSpan patience, CancellationToken cancellation) =>
        LimitedAsync(this, static (self, token) => self.ReadLinesAsync(token), patience, cancellation);

    /// <summary>Encrypts the connection. What came in unencrypted is thrown away (RFC 3207, 4.2; CVE-2011-0411).</summary>
    public async ValueTask EncryptAsync(CancellationToken cancellation)
    {
        await _reader.CompleteAsync().ConfigureAwait(false);
        // The machine itself can't be impersonated by the network, and seldom has a certificate in its own name.
        var isHere = _client.Client.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address);
#pragma warning disable CA5359 // Only for connections that never leave the machine.
        var secure = isHere ? new SslStream(_stream, leaveInnerStreamOpen: false, static (_, _, _, _) => true) : new SslStream(_stream);
#pragma warning restore CA5359
        _stream = secure;
        await LimitedAsync(
            (secure, _settings.Server),
            static async (state, token) =>
            {
                await state.secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = state.Server }, token).ConfigureAwait(false);
                return 0;
            },
            _settings.Patience,
            cancellation).ConfigureAwait(false);
        _reader = PipeReader.Create(secure, new StreamPipeReaderOptions(leaveOpen: true));
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _client.Dispose();
    }

    private async ValueTask<SmtpReply> ReadLinesAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(cancellation).ConfigureAwait(false);
            if (line.Length < 3
                || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                || (line.Length > 3 && line[3] is not (' ' or '-'))
                || lines.Count == MostLines)
                throw new IOException("The answer is not that of a mail server.");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return new SmtpReply(code, lines);
        }
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            var length = read.Buffer.Length;
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                throw new IOException("The server closed the connection.");
            if (length > MostLine)
                throw new IOException("The answer is not that of a mail server.");
        }
    }

    private static async ValueTask<TResult> LimitedAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> act, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            return await act(state, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The server did not answer within {patience.TotalSeconds:0} s."), late);
        }
    }
}
