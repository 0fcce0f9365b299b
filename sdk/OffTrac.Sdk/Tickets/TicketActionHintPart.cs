namespace OffTrac.Sdk.Tickets;

/// <summary>Words of a hint, or a person in it.</summary>
public sealed record TicketActionHintPart
{
    /// <summary>The words; of a person the login, name or address as stored, empty for nobody.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it is a person.</summary>
    public bool IsPerson { get; init; }
}
