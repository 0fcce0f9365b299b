using System.Runtime.ExceptionServices;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>Finds out who is to be told of an event, and has the distributors tell them.</summary>
public sealed class NotificationDispatch(
    IEnvironment environment,
    IExtensionPoint<INotificationSubscriber> subscribers,
    IComponentPoint<INotificationDistributor> distributors,
    ISessionStore sessions) : INotifications
{
    private readonly NotificationOptions _options = new(environment);

    /// <summary>Whether anything but mail goes out.</summary>
    internal bool HasOtherDistributors => distributors.Components.Any(name => name != EmailDistributor.Name);

    public async ValueTask NotifyAsync(NotificationEvent notification, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var packages = (await SubscriptionsAsync(notification, cancellation).ConfigureAwait(false))
            .GroupBy(subscription => subscription.Transport, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        if (packages.Count == 0)
            return;
        var transports = await distributors.AskAllAsync(
            0, static (distributor, _, _) => new ValueTask<IReadOnlyList<string>>(distributor.Transports), cancellation).ConfigureAwait(false);
        Exception? failure = null;
        foreach (var (distributor, transport) in transports.SelectMany(answer => answer.Value.Select(transport => (answer.Component, transport))))
        {
            if (!packages.TryGetValue(transport, out var package))
                continue;
            try
            {
                var recipients = await RecipientsAsync(transport, package, cancellation).ConfigureAwait(false);
                await distributors.AskOneAsync(
                    distributor,
                    (transport, recipients, notification),
                    static async (distributor, state, cancellation) =>
                    {
                        await distributor.DistributeAsync(state.transport, state.recipients, state.notification, cancellation).ConfigureAwait(false);
                        return true;
                    },
                    cancellation).ConfigureAwait(false);
            }
            catch (Exception other) when (other is not OperationCanceledException)
            {
                // One transport that is away must not keep the others from doing their part.
                failure ??= other;
            }
        }

        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Of the rules for one person and transport the strongest counts; addresses without a person are all kept.</summary>
    private async ValueTask<IReadOnlyList<NotificationSubscription>> SubscriptionsAsync(
        NotificationEvent notification, CancellationToken cancellation)
    {
        IReadOnlyList<NotificationEvent> events = notification is TicketBatchNotification batch ? batch.Tickets : [notification];
        var answers = await subscribers.AskAllAsync(
            events,
            static async (subscriber, events, cancellation) =>
            {
                var matches = new List<NotificationSubscription>();
                foreach (var asked in events)
                    matches.AddRange(await subscriber.MatchAsync(asked, cancellation).ConfigureAwait(false));
                return matches;
            },
            cancellation).ConfigureAwait(false);
        var kept = new List<NotificationSubscription>();
        (string, string, bool)? last = null;
        foreach (var rule in answers
            .SelectMany(answer => answer.Value)
            .OrderBy(rule => rule.Transport, StringComparer.Ordinal)
            .ThenBy(rule => rule.SessionId ?? "", StringComparer.Ordinal)
            .ThenBy(rule => rule.IsAuthenticated)
            .ThenBy(rule => rule.Priority))
        {
            var person = (rule.Transport, rule.SessionId ?? "", rule.IsAuthenticated);
            if (person == last)
                continue;
            if (rule.Adverb == NotificationAdverb.Always)
                kept.Add(rule);
            if (!string.IsNullOrEmpty(rule.SessionId))
                last = person;
        }

        return kept;
    }

    private async ValueTask<IReadOnlyList<NotificationRecipient>> RecipientsAsync(
        string transport, List<NotificationSubscription> package, CancellationToken cancellation)
    {
        var undecided = package
            .Where(subscription => subscription is { Format: null, SessionId: not null })
            .Select(subscription => new SessionKey(subscription.SessionId!, subscription.IsAuthenticated))
            .ToHashSet();
        var found = undecided.Count > 0
            ? await sessions.FindManyAsync(undecided, cancellation).ConfigureAwait(false)
            : new Dictionary<SessionKey, Session>();
        return [.. package
            .DistinctBy(subscription => (subscription.SessionId, subscription.IsAuthenticated, subscription.Address))
            .Select(subscription => new NotificationRecipient
            {
                SessionId = subscription.SessionId,
                IsAuthenticated = subscription.IsAuthenticated,
                Address = subscription.Address,
                Format = subscription.Format ?? Preferred(subscription) ?? _options.DefaultFormat(transport),
            })];

        string? Preferred(NotificationSubscription subscription) => subscription.SessionId is { } id
            && found.GetValueOrDefault(new SessionKey(id, subscription.IsAuthenticated))?.Values
                .GetValueOrDefault($"notification.format.{transport}") is { Length: > 0 } format
                ? format
                : null;
    }
}
