namespace OffTrac.Core.Configuration;

/// <summary>What is known of an option.</summary>
public sealed record OptionDescription
{
    /// <summary>The name that stands for all names of a section where people choose them.</summary>
    public const string AnyName = "*";

    public required string Section { get; init; }

    /// <summary>Name in lower case, or <see cref="AnyName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Type in words, with limits.</summary>
    public required string Type { get; init; }

    /// <summary>What counts when no file has the option, as it would be written.</summary>
    public string Default { get; init; } = "";

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether its value is a password or holds one.</summary>
    public bool IsSecret { get; init; }
}
