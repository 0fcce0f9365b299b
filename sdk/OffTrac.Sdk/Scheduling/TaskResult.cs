namespace OffTrac.Sdk.Scheduling;

/// <summary>What came of a run that ended well.</summary>
public sealed record TaskResult
{
    /// <summary>Done, with nothing to say about it.</summary>
    public static TaskResult Done { get; } = new();

    /// <summary>There was nothing to do.</summary>
    public static TaskResult Unchanged { get; } = new() { Changed = false };

    /// <summary>One line for people; null for none.</summary>
    public string? Summary { get; init; }

    /// <summary>False when there was nothing to do: such runs of an hour are one line of the history.</summary>
    public bool Changed { get; init; } = true;

    /// <summary>Asks for a further run soon, besides the schedule; at most 100 in a row. Null for none.</summary>
    public TimeSpan? RunAgainIn { get; init; }
}
