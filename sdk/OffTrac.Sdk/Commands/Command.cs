namespace OffTrac.Sdk.Commands;

/// <summary>A command as data.</summary>
public sealed record Command
{
    /// <summary>Its words, such as <c>scheduler list</c>; lower case.</summary>
    public required string Words { get; init; }

    /// <summary>One sentence for the help.</summary>
    public required string Summary { get; init; }

    /// <summary>Other words that mean the same, such as Trac's.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Arguments in order.</summary>
    public IReadOnlyList<CommandArgument> Arguments { get; init; } = [];

    /// <summary>Options.</summary>
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>What must be there before it runs.</summary>
    public CommandNeeds Needs { get; init; } = CommandNeeds.Environment;

    /// <summary>Exit code when what was typed can't be understood, such as 64 for a command that follows sysexits.</summary>
    public int UsageExitCode { get; init; } = 2;
}
