namespace OffTrac.Sdk.Commands;

/// <summary>An option of a command.</summary>
public sealed record CommandOption
{
    /// <summary>Name with its dashes, such as <c>--wait</c>; also the key in <see cref="CommandInput"/>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for the help.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it stands alone, without a value.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool TakesMany { get; init; }

    /// <summary>What the value is called in the help, such as <c>SECONDS</c>.</summary>
    public string ValueName { get; init; } = "VALUE";
}
