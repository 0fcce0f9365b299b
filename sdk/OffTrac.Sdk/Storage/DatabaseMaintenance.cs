namespace OffTrac.Sdk.Storage;

/// <summary>What the upkeep of a database came to.</summary>
public sealed record DatabaseMaintenance
{
    /// <summary>True when the database or a file of it is another than before.</summary>
    public bool Changed { get; init; }

    /// <summary>What was done and what could not be done now, one line for people.</summary>
    public required string Summary { get; init; }
}
