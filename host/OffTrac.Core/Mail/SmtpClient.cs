using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Mail;

namespace OffTrac.Core.Mail;

/// <summary>Hands a message to a mail server (RFC 5321).</summary>
public sealed class SmtpClient(SmtpSettings settings)
{
    private static readonly int[] s_refusals = [421, 454, 530, 534, 535, 538];

    private IReadOnlySet<string> _extensions = new HashSet<string>();

    /// <summary>Sends one message over a connection of its own.</summary>
    /// <param name="sender">Address of the envelope's sender.</param>
    /// <param name="recipients">Addresses of the envelope's recipients.</param>
    /// <param name="message">The message with lines that end with CR LF.</param>
    /// <param name="cancellation">Ends the sending, except while the last answer is awaited.</param>
    /// <returns>Who did not get it.</returns>
    /// <exception cref="DeliveryPausedException">The server is away, or lets nobody in.</exception>
    /// <exception cref="UndeliverableException">It refuses the message for good.</exception>
    /// <exception cref="TracException">It refuses the message for now.</exception>
    public async ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        try
        {
            var connection = await SmtpConnection.OpenAsync(settings, cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await GreetAsync(connection, cancellation).ConfigureAwait(false);
                await LogInAsync(connection, cancellation).ConfigureAwait(false);
                var refused = await TransferAsync(connection, sender, recipients, message, cancellation).ConfigureAwait(false);
                await LeaveAsync(connection).ConfigureAwait(false);
                return refused;
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or TimeoutException or AuthenticationException)
        {
            throw Away(failure.Message, failure);
        }
    }

    private async ValueTask GreetAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        var greeting = await connection.ReadAsync(cancellation).ConfigureAwait(false);
        if (greeting.Code != 220)
            throw Away(greeting.ToString());
        await SayHelloAsync(connection, cancellation).ConfigureAwait(false);
        if (!settings.UseTls)
            return;
        if (!_extensions.Contains("STARTTLS"))
            throw Away("[notification] use_tls is on, but the server does not offer STARTTLS");
        var ready = await connection.SendAsync("STARTTLS", cancellation).ConfigureAwait(false);
        if (ready.Code != 220)
            throw Away(ready.ToString());
        await connection.EncryptAsync(cancellation).ConfigureAwait(false);
        await SayHelloAsync(connection, cancellation).ConfigureAwait(false);
    }

    private async ValueTask SayHelloAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        var reply = await connection.SendAsync($"EHLO {HostName.Own}", cancellation).ConfigureAwait(false);
        if (!reply.IsGood)
        {
            reply = await connection.SendAsync($"HELO {HostName.Own}", cancellation).ConfigureAwait(false);
            if (!reply.IsGood)
                throw Away(reply.ToString());
            _extensions = new HashSet<string>();
            return;
        }

        // "AUTH=LOGIN" is how some old servers say "AUTH LOGIN".
        _extensions = reply.Lines.Skip(1)
            .SelectMany(static line => line.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries) is ["AUTH", .. var ways]
                ? ways.Select(way => "AUTH " + way)
                : [line.ToUpperInvariant().Split(' ')[0]])
            .ToHashSet(StringComparer.Ordinal);
    }

    private async ValueTask LogInAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        if (settings.User.Length == 0)
            return;
        SmtpReply reply;
        if (_extensions.Contains("AUTH PLAIN"))
        {
            reply = await connection.SendAsync($"AUTH PLAIN {Base64($"\0{settings.User}\0{settings.Password}")}", cancellation).ConfigureAwait(false);
        }
        else if (_extensions.Contains("AUTH LOGIN"))
        {
            reply = await connection.SendAsync("AUTH LOGIN", cancellation).ConfigureAwait(false);
            if (reply.Code == 334)
                reply = await connection.SendAsync(Base64(settings.User), cancellation).ConfigureAwait(false);
            if (reply.Code == 334)
                reply = await connection.SendAsync(Base64(settings.Password), cancellation).ConfigureAwait(false);
        }
        else
        {
            throw Away("[notification] smtp_user is given, but the server offers neither AUTH PLAIN nor AUTH LOGIN");
        }

        if (reply.Code != 235)
            throw Away($"it refuses [notification] smtp_user = {settings.User} or its password: {reply.Code}");
    }

    private async ValueTask<IReadOnlyList<RefusedRecipient>> TransferAsync(
        SmtpConnection connection, string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (!IsPossible(sender))
            throw new UndeliverableException($"The sender '{sender}' is no address that can be sent: check [notification] smtp_from.");
        var eightBit = _extensions.Contains("8BITMIME") && !Ascii.IsValid(message.Span) ? " BODY=8BITMIME" : "";
        var size = _extensions.Contains("SIZE") ? FormattableString.Invariant($" SIZE={message.Length}") : "";
        Check(await connection.SendAsync($"MAIL FROM:<{sender}>{size}{eightBit}", cancellation).ConfigureAwait(false), "the sender");
        var refused = new List<RefusedRecipient>();
        foreach (var recipient in recipients)
        {
            var reply = IsPossible(recipient)
                ? await connection.SendAsync($"RCPT TO:<{recipient}>", cancellation).ConfigureAwait(false)
                : new SmtpReply(553, ["is no address that can be sent"]);
            // It goes down, or wants a login or encryption first (RFC 4954, 6): no fault of the recipient.
            if (reply.Code is 421 or 530 or 538)
                throw Away(reply.ToString());
            if (!reply.IsGood)
                refused.Add(new RefusedRecipient { Address = recipient, Reason = reply.ToString(), IsTemporary = reply.IsTemporary });
        }

        if (refused.Count == recipients.Count)
            return refused;
        var go = await connection.SendAsync("DATA", cancellation).ConfigureAwait(false);
        if (go.Code != 354)
            Check(go.IsGood ? new SmtpReply(451, go.Lines) : go, "the message");
        await connection.WriteAsync(Stuffed(message.Span), cancellation).ConfigureAwait(false);
        await connection.WriteAsync(".\r\n"u8.ToArray(), CancellationToken.None).ConfigureAwait(false);
        Check(await connection.ReadAsync(settings.FinalPatience, CancellationToken.None).ConfigureAwait(false), "the message");
        return refused;
    }

    /// <summary>The message is through; how the server says goodbye doesn't matter.</summary>
    private static async ValueTask LeaveAsync(SmtpConnection connection)
    {
        try
        {
            await connection.WriteAsync("QUIT\r\n"u8.ToArray(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or IOException or TimeoutException)
        {
            // It went first.
        }
    }

    private void Check(SmtpReply reply, string what)
    {
        if (reply.IsGood)
            return;
        if (s_refusals.Contains(reply.Code))
            throw Away(reply.ToString());
        var text = $"The mail server {settings} refuses {what}: {reply}";
        throw reply.IsTemporary ? new TracException(text) : new UndeliverableException(text);
    }

    private DeliveryPausedException Away(string reason, Exception? failure = null) =>
        new($"The mail server {settings} is away: {reason.ReplaceLineEndings(" ")}", failure);

    /// <summary>A line that is only a dot would end the message (RFC 5321, 4.5.2).</summary>
    private static byte[] Stuffed(ReadOnlySpan<byte> message)
    {
        using var text = new MemoryStream(message.Length + 64);
        var isLineStart = true;
        foreach (var value in message)
        {
            if (isLineStart && value == (byte)'.')
                text.WriteByte((byte)'.');
            text.WriteByte(value);
            isLineStart = value == (byte)'\n';
        }

        if (!isLineStart)
            text.Write("\r\n"u8);
        return text.ToArray();
    }

    /// <summary>Nothing that would be another command.</summary>
    private static bool IsPossible(string address) =>
        address.Length > 0 && address.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && !address.AsSpan().ContainsAny('<', '>');

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
