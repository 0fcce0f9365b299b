namespace OffTrac.Sdk.Environments;

/// <summary>What one component says of its health.</summary>
public sealed record HealthReport
{
    /// <summary>How it is.</summary>
    public HealthState State { get; init; }

    /// <summary>Why it is not well, in one line without secrets; null when it is well.</summary>
    public string? Reason { get; init; }
}
