using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Notifications;

/// <summary>Several tickets were changed at once. Stands for Trac's <c>BatchTicketChangeEvent</c>.</summary>
public sealed record TicketBatchNotification : NotificationEvent
{
    /// <summary>What became of each, by which subscribers know whom to tell; those deleted since left out.</summary>
    public required IReadOnlyList<TicketNotification> Tickets { get; init; }

    /// <summary>The values that were asked for.</summary>
    public FieldValues NewValues { get; init; } = FieldValues.Empty;

    /// <summary>The workflow's action; null for none.</summary>
    public string? Action { get; init; }

    /// <summary>The comment on each; null or empty for none.</summary>
    public string? Comment { get; init; }
}
