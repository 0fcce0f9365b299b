namespace OffTrac.Host.Components;

/// <summary>What <c>[components]</c> says of a component.</summary>
internal sealed record ComponentDecision
{
    public required bool IsEnabled { get; init; }

    /// <summary>One line.</summary>
    public required string Reason { get; init; }

    public string? Rule { get; init; }

    public string? File { get; init; }

    public int Line { get; init; }
}
