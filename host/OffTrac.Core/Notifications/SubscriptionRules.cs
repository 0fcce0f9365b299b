using Microsoft.Extensions.Logging;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Section <c>[notification-subscriber]</c>: rules for everybody, by subscriber.</summary>
internal static class SubscriptionRules
{
    private const string Section = "notification-subscriber";
    private const int UsualPriority = 100;

    /// <summary>The rules of a subscriber, the strongest first.</summary>
    public static IReadOnlyList<NotificationSubscription> Of(string subscriber, IEnvironmentConfiguration configuration, ILogger logger)
    {
        var options = configuration.Section(Section);
        return [.. options
            .Where(option => !option.Key.Contains('.', StringComparison.Ordinal) && TracText.Strip(option.Value) == subscriber)
            .Select(option => (Name: option.Key, Rule: Read(option.Key, subscriber, options, logger)))
            .OrderBy(rule => rule.Rule.Priority)
            .ThenBy(rule => rule.Name, StringComparer.Ordinal)
            .Select(rule => rule.Rule)];
    }

    private static NotificationSubscription Read(
        string name, string subscriber, IReadOnlyDictionary<string, string> options, ILogger logger)
    {
        var priority = UsualPriority;
        if (options.TryGetValue($"{name}.priority", out var text) && !TracText.TryInteger(text, out priority))
        {
            logger.LogWarning("[{Section}] {Name}.priority = {Value} is not a whole number; {Usual} is taken.", Section, name, text, UsualPriority);
            priority = UsualPriority;
        }

        return new NotificationSubscription
        {
            Subscriber = subscriber,
            Transport = options.GetValueOrDefault($"{name}.distributor") ?? "email",
            Format = options.GetValueOrDefault($"{name}.format") is { Length: > 0 } format ? format : null,
            Priority = priority,
            Adverb = options.GetValueOrDefault($"{name}.adverb") is null or "always" ? NotificationAdverb.Always : NotificationAdverb.Never,
        };
    }
}
