namespace OffTrac.Sdk.Environments;

/// <summary>One line of system information.</summary>
public sealed record SystemInfo
{
    /// <summary>What it is, such as <c>PostgreSQL</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its version or state.</summary>
    public required string Value { get; init; }
}
