namespace OffTrac.Core.Configuration;

/// <summary>An option with the value that counts now.</summary>
public sealed record DescribedOption
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "(not shown)";

    public required OptionDescription Option { get; init; }

    /// <summary>The value as written, or <see cref="Hidden"/>; null when no file has the option.</summary>
    public string? Value { get; init; }

    /// <summary>File of the value; null without one.</summary>
    public string? File { get; init; }

    /// <summary>Line of the value; 0 without one.</summary>
    public int Line { get; init; }
}
