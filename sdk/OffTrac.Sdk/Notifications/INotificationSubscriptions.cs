namespace OffTrac.Sdk.Notifications;

/// <summary>
/// The rules of who wants to be told: those of section <c>[notification-subscriber]</c> for everybody, and those of Trac's table
/// <c>notify_subscription</c> that people made for themselves.
/// </summary>
public interface INotificationSubscriptions
{
    /// <summary>The rules of a subscriber for people: what most subscribers answer with.</summary>
    /// <param name="subscriber">Simple name of the subscriber's component.</param>
    /// <param name="people">Logins, addresses, or <c>Name &lt;address&gt;</c>; who can't be reached is left out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<NotificationSubscription>> ForPeopleAsync(
        string subscriber, IReadOnlyCollection<string?> people, CancellationToken cancellation);

    /// <summary>All rules that people made for themselves with a subscriber.</summary>
    /// <param name="subscriber">Simple name of the subscriber's component.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<NotificationSubscription>> OfSubscriberAsync(string subscriber, CancellationToken cancellation);
}
