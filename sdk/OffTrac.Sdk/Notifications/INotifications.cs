namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Tells people of events: the host does it for tickets and their attachments; a plugin may for what it knows of. Stands for Trac's
/// <c>NotificationSystem</c>.
/// </summary>
public interface INotifications
{
    /// <summary>
    /// Asks the subscribers and has the distributors tell people, before it returns. Call it from a durable listener: what fails is then
    /// tried again.
    /// </summary>
    /// <param name="notification">What happened.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Deliveries.DeliveryPausedException">What a distributor talks to is away.</exception>
    ValueTask NotifyAsync(NotificationEvent notification, CancellationToken cancellation);
}
