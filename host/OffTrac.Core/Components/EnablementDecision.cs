namespace OffTrac.Core.Components;

/// <summary>Whether a component is enabled, and by what.</summary>
public sealed record EnablementDecision
{
    public required bool IsEnabled { get; init; }

    public required EnablementReason Reason { get; init; }

    /// <summary>The rule as written, such as <c>tracrpc.* = enabled</c>; null without one.</summary>
    public string? Rule { get; init; }

    /// <summary>File of the rule; null without one.</summary>
    public string? File { get; init; }

    /// <summary>Line of the rule; 0 without one.</summary>
    public int Line { get; init; }
}
