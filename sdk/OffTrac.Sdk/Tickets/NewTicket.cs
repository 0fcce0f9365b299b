using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What to store as a new ticket.</summary>
public sealed record NewTicket
{
    /// <summary>
    /// Values; unknown names are refused. Fields that are left out get the ini's defaults, as in Trac; the workflow does not run,
    /// so a status must be given.
    /// </summary>
    public required FieldValues Values { get; init; }

    /// <summary>When it is made; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Who makes it, for the event; null for the reporter.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
