namespace OffTrac.Sdk.Configuration;

/// <summary>What is known of an option.</summary>
public sealed record DocumentedOption
{
    /// <summary>Its section.</summary>
    public required string Section { get; init; }

    /// <summary>Its name in lower case; <c>*</c> stands for names that people choose.</summary>
    public required string Name { get; init; }

    /// <summary>What counts when no file has it, as it would be written; empty for nothing.</summary>
    public string Default { get; init; } = "";

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }
}
