namespace OffTrac.Sdk.Commands;

/// <summary>An argument of a command.</summary>
public sealed record CommandArgument
{
    /// <summary>Name in the help and in <see cref="CommandInput"/>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for the help.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it takes all that follows; only for the last.</summary>
    public bool TakesMany { get; init; }
}
