namespace OffTrac.Sdk.Tickets;

/// <summary>What a manipulator says.</summary>
public sealed record TicketVerdict
{
    /// <summary>No problem and no change.</summary>
    public static TicketVerdict Good { get; } = new();

    /// <summary>Why it must not be stored; empty when it may.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];

    /// <summary>Fields to set besides; empty for none.</summary>
    public FieldValues Changes { get; init; } = FieldValues.Empty;
}
