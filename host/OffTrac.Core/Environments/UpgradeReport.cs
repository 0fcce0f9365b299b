namespace OffTrac.Core.Environments;

/// <summary>What an upgrade did.</summary>
public sealed record UpgradeReport
{
    /// <summary>One line for each step, in order; empty when there was nothing to do.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Full path of the backup; null when none was made.</summary>
    public string? Backup { get; init; }
}
