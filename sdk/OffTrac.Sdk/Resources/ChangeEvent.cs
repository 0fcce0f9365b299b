using System.Text.Json.Serialization;

namespace OffTrac.Sdk.Resources;

/// <summary>
/// Something that was changed, told after the commit. It holds all that a listener may need, so that what a durable listener
/// sends is a function of the event alone.
/// </summary>
public abstract record ChangeEvent
{
    /// <summary>
    /// Number of the stored event: grows in the order of commits per resource and is the same when an event is told again, so
    /// that receivers can tell repetitions; 0 when it was not stored because no durable component wanted it.
    /// </summary>
    public long Number { get; init; }

    /// <summary>Who did it, as stored: a login, or free text such as <c>Jane &lt;j@x.org&gt;</c>; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>When, in UTC, whole microseconds.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Through what it came.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told: a listener that writes mails or messages to people leaves out events that say no.</summary>
    public bool Notify { get; init; } = true;

    /// <summary>
    /// True when a durable listener may have been told of the event before: an attempt failed, or whoever told it died or lost the
    /// database before what was told could be marked. Only set for durable listeners, and no part of what is stored.
    /// </summary>
    [JsonIgnore]
    public bool MayRepeat { get; init; }
}
