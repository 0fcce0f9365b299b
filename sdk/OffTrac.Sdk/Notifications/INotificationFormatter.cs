using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Makes the text of a message. With one that throws people get <c>text/plain</c> instead. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 30)]
public interface INotificationFormatter
{
    /// <summary>The styles that it writes for a transport; of two formatters with one style the later counts.</summary>
    /// <param name="transport">Such as <c>email</c>.</param>
    IReadOnlyList<NotificationStyle> GetStyles(string transport);

    /// <summary>The text; null when it has none for this event.</summary>
    /// <param name="transport">Such as <c>email</c>.</param>
    /// <param name="format">One of its styles, such as <c>text/plain</c>.</param>
    /// <param name="notification">What happened.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    ValueTask<string?> FormatAsync(string transport, string format, NotificationEvent notification, CancellationToken cancellation);
}
