namespace OffTrac.Sdk.Scheduling;

/// <summary>How far a run is.</summary>
public sealed record TaskProgress
{
    /// <summary>What is done.</summary>
    public long Done { get; init; }

    /// <summary>What there is to do in all; null when not known.</summary>
    public long? Total { get; init; }

    /// <summary>One line for people; null for none.</summary>
    public string? Text { get; init; }
}
