namespace OffTrac.Sdk.Notifications;

/// <summary>Something that people may want to be told of. Stands for Trac's class of the same name.</summary>
public record NotificationEvent
{
    /// <summary>Kind of resource, such as <c>ticket</c>.</summary>
    public required string Realm { get; init; }

    /// <summary>
    /// What happened; for tickets <c>created</c>, <c>changed</c>, <c>attachment added</c>, <c>attachment deleted</c>, <c>batchmodify</c>.
    /// </summary>
    public required string Category { get; init; }

    /// <summary>The resource, or all of a batch, by what identifies them in their realm.</summary>
    public IReadOnlyList<string> TargetIds { get; init; } = [];

    /// <summary>When, UTC, whole microseconds; null when it is not to count, as for a deleted attachment.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Who did it; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Number of the stored event that it was made from; 0 for none.</summary>
    public long Number { get; init; }

    /// <summary>True when some may have been told of it before: an attempt failed.</summary>
    public bool MayRepeat { get; init; }
}
