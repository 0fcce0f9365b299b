namespace OffTrac.Sdk.Tickets;

/// <summary>A sentence that says what an action will do, without a full stop. Who shows it formats the names of people.</summary>
public sealed record TicketActionHint
{
    /// <summary>Makes a hint of words only.</summary>
    /// <param name="text">The words.</param>
    public TicketActionHint(string text)
        : this([new TicketActionHintPart { Text = text }])
    {
    }

    /// <summary>Makes a hint.</summary>
    /// <param name="parts">Words and people in order.</param>
    public TicketActionHint(IReadOnlyList<TicketActionHintPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Parts = parts;
    }

    /// <summary>Words and people in order.</summary>
    public IReadOnlyList<TicketActionHintPart> Parts { get; }

    /// <summary>The sentence with people as they are stored, <c>(none)</c> for nobody.</summary>
    public override string ToString() =>
        string.Concat(Parts.Select(part => part is { IsPerson: true, Text.Length: 0 } ? "(none)" : part.Text));
}
