using System.Text;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>Keeps mails, and says of them what a test wants.</summary>
internal sealed class CapturingSender : IEmailSender
{
    public List<CapturedMail> Mails { get; } = [];

    /// <summary>What becomes of the next mails; null for what is good.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<RefusedRecipient>>? Answer { get; set; }

    public ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var refused = Answer?.Invoke(recipients) ?? [];
        Mails.Add(new CapturedMail(sender, [.. recipients.Order(StringComparer.Ordinal)], Encoding.UTF8.GetString(message.Span)));
        return new(refused);
    }
}
