using Microsoft.Extensions.Logging;
using OffTrac.Core.Mail;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Sends mails through the server that <c>[notification] smtp_server</c> names.</summary>
[Component("trac.notification.mail.SmtpEmailSender")]
public sealed class SmtpEmailSender(IEnvironment environment, ILogger<SmtpEmailSender> logger) : IEmailSender, IDisposable
{
    /// <summary>Connections at the same time: a mail server takes few from one client.</summary>
    private const int Connections = 8;

    private readonly NotificationOptions _options = new(environment);
    private readonly SemaphoreSlim _turns = new(Connections);
    private int _isAway;

    public async ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var settings = new SmtpSettings
        {
            Server = _options.SmtpServer,
            Port = _options.SmtpPort,
            UseTls = _options.UseTls,
            User = _options.SmtpUser,
            Password = _options.SmtpPassword,
        };
        await _turns.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var refused = await new SmtpClient(settings).SendAsync(sender, recipients, message, cancellation).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
                logger.LogInformation("The mail server {Server} is back; mails that waited are sent.", settings);
            return refused;
        }
        catch (DeliveryPausedException away)
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                logger.LogWarning("{Reason}; mails wait until it is back.", away.Message);
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
